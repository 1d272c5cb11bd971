import { ZellijError } from '../domain/errors.js'

export interface ZellijVersion {
  readonly major: number
  readonly minor: number
  readonly text: string
}

/** What differs between the versions that Perth works with, as the minor version of 0.x that brought it. */
const since = {
  /** The oldest one supported: named panes in layouts, `list-sessions --short`. */
  supported: 39,
  /** `list-panes` and `list-tabs` as JSON, stable ids for panes and tabs, `focus-pane-id`. */
  ids: 44,
  /** A layout as an argument instead of a file. */
  layoutString: 44,
} as const

export interface ZellijCapabilities {
  /** Panes and tabs can be listed and addressed by id. Before: by name, through the dumped layout. */
  readonly ids: boolean
  /** `--layout-string`. Before: a file. */
  readonly layoutString: boolean
}

/**
 * @throws ZellijError when the answer isn't a version, or the version is older than 0.39
 */
export function parseVersion(output: string): ZellijVersion {
  const found = /(\d+)\.(\d+)\.\d+/.exec(output)
  if (!found) {
    throw new ZellijError(`zellij --version answered ${JSON.stringify(output.trim().slice(0, 80))}`, {
      code: 'zellij/version',
      hint: 'See which program that is: command -v zellij',
    })
  }
  const version = { major: Number(found[1]), minor: Number(found[2]), text: found[0] }
  if (!reaches(version, since.supported)) {
    throw new ZellijError(`Zellij ${version.text} is too old`, {
      code: 'zellij/too-old',
      hint: `Update it to 0.${since.supported}.0 or later. Logging and history work without it.`,
    })
  }
  return version
}

export function capabilitiesOf(version: ZellijVersion): ZellijCapabilities {
  return { ids: reaches(version, since.ids), layoutString: reaches(version, since.layoutString) }
}

function reaches({ major, minor }: ZellijVersion, wanted: number): boolean {
  return major > 0 || minor >= wanted
}

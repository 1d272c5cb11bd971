import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ZellijError } from '../../domain/errors.js'
import type { ZellijDriver } from '../../zellij/zellij-driver.js'

export interface StartOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly driver: ZellijDriver
  readonly session: string
  readonly layout: string
  /** The session runs: the layout's tabs are added to it. */
  readonly running: boolean
}

/** The system takes arguments up to 128 KiB. */
const longestArgument = 100_000
const timeoutMs = 30_000

/** Make the session, or add to it, in one go. Nobody need be attached. */
export async function startSession({ env, driver, session, layout, running }: StartOptions): Promise<void> {
  const asArgument = driver.can.layoutString && Buffer.byteLength(layout) <= longestArgument
  const folder = asArgument ? undefined : mkdtempSync(join(tmpdir(), 'znav-layout-'))
  try {
    const given = folder === undefined ? ['--layout-string', layout] : ['--layout', writtenTo(folder, layout)]
    const target = running ? [`--session=${session}`, ...given] : [...given, 'attach', '--create-background', session]
    await runZellij(target, env)
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  }
}

function writtenTo(folder: string, layout: string): string {
  const path = join(folder, 'layout.kdl')
  writeFileSync(path, layout, { mode: 0o600 })
  return path
}

function runZellij(args: readonly string[], env: StartOptions['env']): Promise<void> {
  const { ZELLIJ: _inside, ZELLIJ_SESSION_NAME: _session, ZELLIJ_PANE_ID: _pane, ...outside } = env
  return new Promise((resolve, reject) => {
    const child = execFile('zellij', args, { env: outside, timeout: timeoutMs }, (error, stdout, stderr) => {
      if (error === null) resolve()
      else
        reject(
          new ZellijError(
            `Zellij did not take the layout: ${(stderr || stdout || error.message).trim().slice(0, 500)}`,
            {
              code: 'zellij/layout',
              cause: error,
              hint: 'See the layout with --dry-run.',
            },
          ),
        )
    })
    child.stdin?.end()
  })
}

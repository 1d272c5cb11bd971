import type { RedactionFinding } from '@engawa/core'
import type { SecretFilter } from '@engawa/secret-filter'
import type { PaneContent, SessionContent } from '../model.js'

export interface FilteredContent {
  readonly content: SessionContent
  readonly findings: readonly RedactionFinding[]
}

/**
 * Take secrets out of everything that is to be stored. A command is looked at as a whole line, and a variable together
 * with its name: `--password` tells what the next word is.
 */
export function filterContent(content: SessionContent, filter: SecretFilter): FilteredContent {
  const findings: RedactionFinding[] = []
  const clean = (text: string) => {
    const redacted = filter.redactText(text)
    findings.push(...redacted.findings)
    return redacted.text
  }
  const panes = Object.entries(content.panes).map(([key, pane]) => [key, filterPane(pane, clean)] as const)
  const whole = filter.redact<SessionContent>({ ...content, panes: Object.fromEntries(panes) })
  return { content: whole.value, findings: [...findings, ...whole.findings] }
}

function filterPane(pane: PaneContent, clean: (text: string) => string): PaneContent {
  const command = pane.command === undefined ? undefined : clean(pane.command)
  const env = Object.entries(pane.env ?? {}).map(([name, value]) => {
    const line = clean(`${name}=${value}`)
    return [name, line.startsWith(`${name}=`) ? line.slice(name.length + 1) : line] as const
  })
  return {
    ...pane,
    ...(command === undefined ? {} : { command }),
    ...(command === pane.command ? {} : { redacted: true }),
    ...(env.length === 0 ? {} : { env: Object.fromEntries(env) }),
  }
}

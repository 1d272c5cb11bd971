import type { CommandInput } from '@engawa/cli-kit'
import type { EntryType } from '../domain/intent.js'
import { sinceTime } from '../domain/since.js'
import type { HistoryQuery } from '../state/intent-state.js'
import { textOption } from './input.js'

/** `--type` and `--since` as a query. */
export function historyQuery(input: CommandInput, now: number): HistoryQuery {
  const type = textOption(input, 'type') as EntryType | undefined
  const since = textOption(input, 'since')
  return {
    ...(type === undefined ? {} : { type }),
    ...(since === undefined ? {} : { since: sinceTime(since, now) }),
  }
}

import { count, countOrNull, exactly, listOf, served, text, textOrNull } from './schema-parts.js'

const flag = { type: 'boolean' } as const
const role = { enum: ['system', 'user', 'assistant', 'tool'] } as const

export const sessionListOutput = exactly({
  ...served,
  sessions: listOf(
    exactly({
      session: text,
      id: text,
      title: textOrNull,
      messages: count,
      kept: flag,
      created_at: text,
      updated_at: text,
      deleted_at: textOrNull,
    }),
  ),
})

export const sessionShowOutput = exactly({
  ...served,
  session: text,
  id: text,
  title: textOrNull,
  message_count: count,
  messages: listOf(
    exactly({
      id: text,
      seq: count,
      role,
      text,
      created_at: text,
      model: textOrNull,
      reply_to: textOrNull,
      status: { enum: ['complete', 'partial'] },
    }),
  ),
})

export const sessionSearchOutput = exactly({
  ...served,
  hits: listOf(
    exactly({
      session: text,
      id: text,
      seq: count,
      role,
      created_at: text,
      score: { type: 'number' },
      text,
      // UTF-16 offsets in `text`, end exclusive.
      highlights: listOf(listOf(count)),
    }),
  ),
  more: flag,
})

export const sessionRenameOutput = exactly({ ...served, session: text, id: text, before: text })
export const sessionForkOutput = exactly({ ...served, session: text, from: text, messages: count })
export const sessionDeleteOutput = exactly({ ...served, session: text, id: text, messages: count, purged: flag })
export const sessionRestoreOutput = exactly({ ...served, session: text, id: text, messages: count })
export const sessionKeepOutput = exactly({ ...served, session: text, id: text, kept: flag })

const imported = exactly({ sessions: count, messages: count, versions: count })
export const sessionImportOutput = exactly({ ...served, stored: imported, skipped: imported })

export const sessionCleanOutput = exactly({
  ...served,
  older_than_hours: count,
  dry_run: flag,
  sessions: listOf(text),
})

export const sessionRepairOutput = exactly({
  ...served,
  checked: count,
  // No acknowledged message is lost.
  whole: flag,
  sessions: listOf(
    exactly({
      session: text,
      gaps: listOf(exactly({ from: count, to: count })),
      unlinked: listOf(count),
      unanswered: listOf(count),
    }),
  ),
  damage: listOf(exactly({ kind: text, path: text, offset: count, length: count, quarantine: textOrNull })),
  // Null: the backend keeps no quarantine.
  quarantined: countOrNull,
  names_renewed: listOf(text),
})

/** With `--output`; without it the lines themselves are the answer. */
export const sessionExportOutput = exactly({ ...served, file: text, lines: count })

export const sessionCompactOutput = exactly({
  ...served,
  session: text,
  // 0, and null below: all of it fits as it is.
  messages: count,
  up_to: countOrNull,
  summary: textOrNull,
  tokens_before: countOrNull,
  tokens_after: countOrNull,
  model: text,
})

import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { countFindings } from '@engawa/core'
import { artifactPaths } from '../domain/artifacts.js'
import { entryToWire } from '../domain/entry-wire.js'
import type { EntrySource, EntryType, IntentEntry } from '../domain/intent.js'
import { paneName } from '../domain/pane-name.js'
import { summaryText } from '../domain/summary.js'
import { entryId } from './entry-id.js'
import { listOption, textOption, wordOf } from './input.js'
import { withPerth } from './perth.js'
import { filterOf, tellRedactions } from './secret-filtering.js'
import { requireTracking, storeEntry } from './store-entry.js'

/** Nothing that long is a summary; it is refused before the filter reads all of it. */
const maxInputLength = 100_000

/** `znav pane log NAME "what was done"`: append an entry to the pane's history. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const name = paneName(wordOf(input, 'name') ?? '')
  const text = await givenText(context, wordOf(input, 'summary'))
  const written = listOption(input, 'artifacts')
  // Refused here where they are none, so that wrong input costs no look at the state.
  artifactPaths(written)

  return withPerth(context, async (perth) => {
    requireTracking(perth)
    const filter = await filterOf(perth.config, context)
    const goalDelta = textOption(input, 'goalDelta')
    // As they were written: normalised, the address of a server would not be known for one any more.
    const given = { summary: text, artifacts: written, ...(goalDelta === undefined ? {} : { goalDelta }) }
    const safe = perth.config.privacy.filter_secrets ? filter.redact(given) : { value: given, findings: [] }
    const files = storedPaths(written, safe.value.artifacts)
    const entry: IntentEntry = {
      id: entryId(),
      paneName: name,
      timestamp: new Date(perth.clock.now()).toISOString(),
      summary: summaryText(safe.value.summary),
      type: (textOption(input, 'type') ?? 'checkpoint') as EntryType,
      artifacts: [...files.keys()],
      source: (textOption(input, 'source') ?? 'manual') as EntrySource,
      ...(safe.value.goalDelta === undefined ? {} : { goalDelta: summaryText(safe.value.goalDelta) }),
    }
    tellRedactions(context, safe.findings)
    const { registered } = await storeEntry({ entry, files, cwd: context.cwd, filter }, perth, context)
    return {
      data: { entry: entryToWire(entry), registered, redacted: countFindings(safe.findings) },
      lasting: true,
      text: `Logged ${entry.type} for ${name}${registered ? ', a new pane' : ''}.`,
    }
  })
}

/** Each path as it is stored, once → where the file is. */
function storedPaths(written: readonly string[], safe: readonly string[]): ReadonlyMap<string, string> {
  return new Map(written.map((path, index) => [artifactPaths([safe[index] ?? path]).join(), path] as const))
}

async function givenText(context: CommandContext, summary: string | undefined): Promise<string> {
  const fromStdin = summary === '-' || (summary === undefined && !context.stdin.isTty)
  const text = fromStdin ? await context.stdin.readText() : (summary ?? '')
  // Refused here for its emptiness, so that a bad summary costs no look at the state.
  if (text.length > maxInputLength || text.trim() === '') summaryText(text)
  return text
}

import type { CommandModule } from '@engawa/cli-kit'
import { createId, systemClock } from '@engawa/core'
import { checkBudget } from '@engawa/llm-providers'
import { ask } from '../ask/ask.js'
import { compactFirst } from '../ask/compact-first.js'
import { planQuestion } from '../ask/plan-question.js'
import { chooseSession } from '../conversation/choose-session.js'
import { composeQuestion } from '../input/compose-question.js'
import { readFiles } from '../input/read-files.js'
import { answerPrinter } from '../output/answer-printer.js'
import { chatData, dryRunResult } from '../output/chat-result.js'
import { endingNotes, reportNotes } from '../output/notes.js'
import { askTrust } from '../project/trust-file.js'
import { agree } from '../providers/agree.js'
import { meteredProvider } from '../providers/metered-provider.js'
import { openModel } from '../providers/open-model.js'
import { openStore, withStore } from '../sessions/open-store.js'
import { outageNote } from '../sessions/storage-outage.js'
import { openSettings } from '../settings/open-settings.js'
import { readChatOptions } from './chat-options.js'

/** `zen chat` */
export const run: CommandModule['run'] = async (context, given) => {
  const options = readChatOptions(given)
  await askTrust(context)
  const settings = await openSettings(context, given.options)
  const files = readFiles(options.files, context.cwd)
  const stdin = context.stdin.isTty ? '' : await context.stdin.readText()
  const text = composeQuestion({ prompt: options.prompt, stdin, files })

  const store = await openStore(settings, context, options)
  return withStore(store, async () => {
    const session = await chooseSession(store, options, createId)
    const {
      provider: bare,
      model,
      models,
      filter,
    } = await openModel(settings, context, {
      ...options,
      record: options.dryRun ? undefined : options.record,
    })
    const provider = meteredProvider(bare, context, {
      project: settings.values.current_project,
      session: session.id,
      models,
      ...options,
    })
    const input = {
      store,
      filter,
      settings: settings.values,
      options,
      model,
      asksForWindow: provider.capabilities.has('context-window'),
      sessionId: session.id,
      text,
    }
    const plan = planQuestion(input)

    if (options.dryRun) return dryRunResult(await plan.preview(), { provider, session, models })

    // Before the question is kept: what is refused here was never asked.
    if (options.maxCost !== undefined)
      await checkBudget(bare, await plan.preview(), { maxUsdPerRequest: options.maxCost, models })
    await agree(provider, context)
    // A limit is for the question that was asked; no summary is bought beside it.
    const compacted = options.maxCost === undefined ? await compactFirst(context, provider, input) : []
    const printer = answerPrinter(context, { stream: options.stream })
    try {
      context.log.info('asking', { provider: provider.id, model: model.model, session: session.id })
      const answer = await ask({ store, provider, clock: systemClock }, plan.question, printer.write, context.signal)
      printer.end()
      context.log.info('answered', { model: answer.model, duration_ms: answer.durationMs, ...answer.usage })
      const outage = answer.kept.outage
      const notes = [
        ...compacted,
        ...plan.notes(),
        ...endingNotes(answer.finishReason),
        ...(outage === undefined ? [] : [outageNote(outage)]),
      ]
      reportNotes(context, notes, answer.request.findings)
      const data = chatData(answer, { provider, session, models, notes })
      return { data, text: printer.complete(answer.text), markdown: answer.text, streamed: printer.streams }
    } catch (error) {
      printer.end()
      throw error
    }
  })
}

import { type CommandModule, neutralise } from '@engawa/cli-kit'
import { estimateTokens } from '@engawa/llm-providers'
import { roomOf } from '../ask/plan-question.js'
import { compact, compactedText } from '../conversation/compact.js'
import { findSession, nameOf } from '../conversation/session-names.js'
import { agree } from '../providers/agree.js'
import { meteredProvider } from '../providers/metered-provider.js'
import { openModel } from '../providers/open-model.js'
import { openStore, withStore } from '../sessions/open-store.js'
import { servedBy } from '../sessions/storage-outage.js'
import { openSettings } from '../settings/open-settings.js'

/** `zen session compact NAME`: older messages are summarised by the model; none is changed or removed. */
export const run: CommandModule['run'] = async (context, { args, options }) => {
  const settings = await openSettings(context, options)
  return withStore(await openStore(settings, context), async (store) => {
    const session = await findSession(store, String(args.name))
    const wanted = {
      model: options.model as string | undefined,
      provider: options.provider as string | undefined,
      keepNothing: false,
      offline: options.offline === true,
    }
    const { provider: bare, model, models, filter } = await openModel(settings, context, wanted)
    const maxCost = options.maxCost as number | undefined
    const project = settings.values.current_project
    const provider = meteredProvider(bare, context, {
      project,
      session: session.id,
      maxCost,
      models,
      keepNothing: false,
    })
    await agree(provider, context)
    const asksForWindow = provider.capabilities.has('context-window')
    const room = roomOf({ settings: settings.values, wishes: {}, model, asksForWindow, content: [] })
    const keep = options.keep as number | undefined
    const done = await compact(
      store,
      { provider, filter, estimate: estimateTokens },
      {
        sessionId: session.id,
        model: model.model,
        budget: room.history,
        contextWindow: asksForWindow ? room.window : undefined,
        ...(keep === undefined ? {} : { keep }),
      },
      context.signal,
    )
    const name = nameOf(session)
    return {
      data: {
        session: name,
        messages: done?.messages ?? 0,
        up_to: done?.upTo ?? null,
        summary: done?.summary ?? null,
        tokens_before: done?.tokensBefore ?? null,
        tokens_after: done?.tokensAfter ?? null,
        model: model.model,
        ...servedBy(store.info),
      },
      text:
        done === undefined
          ? `All of ${neutralise(name)} fits as it is. --keep 10 summarises all but the last ten messages.`
          : `${neutralise(name)}: ${compactedText(done)}.`,
      lasting: true,
    }
  })
}

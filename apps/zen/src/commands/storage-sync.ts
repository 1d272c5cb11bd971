import type { CommandModule } from '@engawa/cli-kit'
import { type MergeReport, openStorage } from '@engawa/storage'
import { placeOf, withStore } from '../sessions/open-store.js'
import { reportFallback } from '../sessions/storage-reports.js'
import { openSettings } from '../settings/open-settings.js'

const nothing: MergeReport = { sessions: 0, messages: 0, known: 0, values: 0, adjusted: [] }

/** `zen storage sync`: fails where the server does not answer, as there is nothing else to do. */
export const run: CommandModule['run'] = async (context, { options }) => {
  const settings = await openSettings(context, { ...options, requireStorage: true })
  const place = await placeOf(settings, context)
  if (place.type !== 'chain') {
    const data = { ...nothing, adjusted: [], backend: place.type }
    return { data, text: `${place.type} keeps everything itself: there is never anything to merge.` }
  }
  // Opening merges what waits; what comes in meanwhile is merged by the call.
  const merged: MergeReport[] = []
  const store = await openStorage({
    ...place,
    onEvent: (event) => {
      if (event.type === 'recovered') merged.push(event.merged)
      else reportFallback(event, context)
    },
  })
  return withStore(store, async ({ info, sync }) => {
    await sync()
    const total = (of: 'sessions' | 'messages' | 'known' | 'values') => merged.reduce((sum, one) => sum + one[of], 0)
    const adjusted = merged.flatMap((one) => one.adjusted)
    const data = {
      backend: info.type,
      sessions: total('sessions'),
      messages: total('messages'),
      known: total('known'),
      values: total('values'),
      adjusted,
    }
    const counted = `Merged into ${info.type}: ${data.messages} messages of ${data.sessions} sessions.`
    return { data, text: [counted, ...adjusted].join('\n') }
  })
}

import { type CommandModule, neutralise } from '@engawa/cli-kit'
import type { JsonObject, Session } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'
import { checkSession, type SessionFaults } from '../conversation/check-session.js'
import { renewNames } from '../conversation/renew-names.js'
import { findSession, nameOf } from '../conversation/session-names.js'
import { servedBy } from '../sessions/storage-outage.js'
import { withConversations } from '../sessions/with-conversations.js'

/**
 * `zen session repair [NAME]`: read everything, say what is damaged and where its bytes are, and make again what is
 * derived. Nothing is ever deleted: a record that can't be read stays in its log and in quarantine.
 */
export const run: CommandModule['run'] = (context, { args, options }) =>
  withConversations(context, options, async (store) => {
    const name = args.name as string | undefined
    const checked: SessionFaults[] = []
    for (const session of await sessionsToCheck(store, name)) checked.push(await checkSession(store, session))
    const { details } = await store.health()
    const damage = Array.isArray(details.reports) ? (details.reports as readonly JsonObject[]) : []
    const quarantined = typeof details.quarantined === 'number' ? details.quarantined : null
    const renewed = await renewNames(store)
    const faulty = checked.filter(
      ({ gaps, unlinked, unanswered }) => gaps.length + unlinked.length + unanswered.length > 0,
    )
    const isWhole = damage.length === 0 && checked.every(({ gaps, unlinked }) => gaps.length + unlinked.length === 0)
    return {
      data: {
        checked: checked.length,
        whole: isWhole,
        sessions: faulty.map(({ session, gaps, unlinked, unanswered }) => ({
          session: nameOf(session),
          gaps: gaps.map(({ from, to }) => ({ from, to })),
          unlinked: [...unlinked],
          unanswered: [...unanswered],
        })),
        damage: damage.map(({ kind, path, offset, length, quarantine }) => ({
          kind: String(kind),
          path: String(path),
          offset: Number(offset),
          length: Number(length),
          quarantine: typeof quarantine === 'string' ? quarantine : null,
        })),
        quarantined,
        names_renewed: [...renewed],
        ...servedBy(store.info),
      },
      text: [
        `${checked.length} ${checked.length === 1 ? 'session' : 'sessions'} read${isWhole ? '; nothing is lost' : ''}.`,
        ...faulty.map(describe),
        ...damage.map(
          ({ path, offset, quarantine }) =>
            `${path}: the record at byte ${offset} can't be read; its bytes are in ${quarantine ?? 'the log alone'}`,
        ),
        ...renewed.map((one) => `The name ${neutralise(one)} leads to its session again.`),
      ].join('\n'),
    }
  })

async function sessionsToCheck(store: ChatStore, name: string | undefined): Promise<readonly Session[]> {
  if (name !== undefined) return [await findSession(store, name)]
  const all: Session[] = []
  for await (const session of store.sessions.list()) all.push(session)
  return all
}

function describe({ session, gaps, unlinked, unanswered }: SessionFaults): string {
  const faults = [
    ...gaps.map(({ from, to }) => (from === to ? `message ${from} is lost` : `messages ${from} to ${to} are lost`)),
    ...unlinked.map((seq) => `the question of answer ${seq} is lost`),
    ...unanswered.map((seq) => `question ${seq} has no answer`),
  ]
  return `${neutralise(nameOf(session))}: ${faults.join(', ')}`
}

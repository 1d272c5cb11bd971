import { nearest } from '@engawa/core'
import { NotFoundError, refused, ZellijError } from '../domain/errors.js'
import type { SessionListing } from '../zellij/live-session.js'

export interface SessionWish {
  /** `--session` */
  readonly asked?: string
  /** Where the pane was last. */
  readonly recorded?: string
  /** `ZELLIJ_SESSION_NAME`: where the command runs. */
  readonly surrounding?: string
}

/**
 * The session to work in: the one asked for, the one where the pane lives, the one around this command, or the only one.
 *
 * @throws NotFoundError when the one asked for isn't running; UserError when there are several to choose from
 */
export function chooseSession(wish: SessionWish, listed: readonly SessionListing[]): SessionListing {
  const running = listed.filter((session) => !session.exited)
  const named = (name: string | undefined) => running.find((session) => session.name === name)
  if (wish.asked !== undefined) return named(wish.asked) ?? notRunning(wish.asked, running)
  const found = named(wish.recorded) ?? named(wish.surrounding) ?? (running.length === 1 ? running[0] : undefined)
  if (found) return found
  if (running.length === 0) {
    throw new ZellijError('no Zellij session is running', {
      code: 'zellij/no-session',
      hint: 'Start one: zellij attach --create work',
    })
  }
  throw refused('zellij/which-session', 'several Zellij sessions are running', `Add --session: ${names(running)}`)
}

function notRunning(asked: string, running: readonly SessionListing[]): never {
  const meant = nearest(
    asked,
    running.map((session) => session.name),
  )
  const others = running.length === 0 ? 'None is running.' : `Running: ${names(running)}`
  throw new NotFoundError(`no session ${JSON.stringify(asked)} is running`, {
    code: 'not-found/session',
    hint: meant === undefined ? others : `Did you mean ${JSON.stringify(meant)}?`,
  })
}

const names = (sessions: readonly SessionListing[]) => sessions.map(({ name }) => JSON.stringify(name)).join(', ')

import type { CommandContext } from '@engawa/cli-kit'
import type { OpenSession, SessionWishes } from '../ask/open-session.js'
import type { GivenWishes } from '../ask/open-wishes.js'

/** What an interactive session remembers from one message to the next. */
export interface Talk {
  readonly context: CommandContext
  open: OpenSession
  readonly limits: SessionWishes
  /** How answers are wanted, from now on. */
  wishes: GivenWishes
  /** What goes with the next message. */
  files: readonly string[]
  pane: string | undefined
}

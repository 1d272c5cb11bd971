import type { Clock } from '@engawa/core'
import { NotFoundError, ZellijError } from '../domain/errors.js'
import { ask, attempts, pause, perform } from './ask.js'
import { parseLayout } from './dumped-layout.js'
import { focusById, focusByWalking } from './focus.js'
import { parseSessions } from './list-sessions.js'
import { parsePanes, parseTabs } from './listed-panes.js'
import type { LivePane, LiveSession, LiveTab, SessionListing } from './live-session.js'
import type { RunZellij, SessionAction } from './run-zellij.js'
import { capabilitiesOf, type ZellijCapabilities, type ZellijVersion } from './version.js'

/** How often is looked for what may not be there: nothing running is a usual answer, and is not to take long. */
const looks = 3

export interface ZellijDriverOptions {
  readonly run: RunZellij
  readonly version: ZellijVersion
  readonly clock: Clock
}

/** Zellij through its own program. One instance for one command. */
export class ZellijDriver {
  readonly version: ZellijVersion
  readonly #run: RunZellij
  readonly #clock: Clock
  /** What this version can do. */
  readonly can: ZellijCapabilities

  constructor({ run, version, clock }: ZellijDriverOptions) {
    this.version = version
    this.#run = run
    this.#clock = clock
    this.can = capabilitiesOf(version)
  }

  /**
   * All sessions, also those of which only the layout is left.
   *
   * A busy server answers late, and Zellij then leaves its session out or says that there are none. So those that are
   * expected to run are looked for again before they are taken for gone.
   */
  async sessions(expected: readonly (string | undefined)[] = []): Promise<SessionListing[]> {
    for (let attempt = 1; ; attempt++) {
      const { exitCode, stdout } = await this.#run(['list-sessions', '--no-formatting'])
      const listed = exitCode === 0 ? parseSessions(stdout, this.#clock.now()) : []
      const runs = (name: string | undefined) =>
        name === undefined || listed.some((session) => session.name === name && !session.exited)
      if ((exitCode === 0 && expected.every(runs)) || attempt === looks) return listed
      await pause(attempt)
    }
  }

  /** What is in a session now. */
  async survey(session: string): Promise<LiveSession> {
    const act = this.#in(session)
    if (!this.can.ids) return { name: session, ...(await ask(act, parseLayout, 'dump-layout')) }
    const [tabs, panes] = await Promise.all([
      ask(act, parseTabs, 'list-tabs', '--json'),
      ask(act, parsePanes, 'list-panes', '--json', '--tab', '--state'),
    ])
    return { name: session, tabs, panes }
  }

  /** Whether somebody looks at the session. */
  async isAttached(session: string): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      const { stdout } = await this.#in(session)('list-clients')
      if (stdout.trim().split('\n').length > 1) return true
      // A session that has just been attached to tells it a moment later.
      if (attempt === looks) return false
      await pause(attempt)
    }
  }

  async goToTab(session: string, tab: LiveTab): Promise<void> {
    const act = this.#in(session)
    if (tab.id === undefined) await perform(act, 'go-to-tab-name', '--', tab.name)
    else await perform(act, 'go-to-tab-by-id', String(tab.id))
  }

  /**
   * Ask a session something that changes nothing, again where it stays silent.
   *
   * @param read of the answer; throws where it can't be that
   */
  look<T>(session: string, read: (answer: string) => T, ...args: readonly string[]): Promise<T> {
    return ask(this.#in(session), read, ...args)
  }

  /** Tell a session something, once. */
  tell(session: string, ...args: readonly string[]): Promise<void> {
    return perform(this.#in(session), ...args)
  }

  /** Make a tab and go there. It comes with one pane, without a name. */
  async newTab(session: string, name: string): Promise<void> {
    await perform(this.#in(session), 'new-tab', `--name=${name}`)
  }

  /** Make a pane in a tab. Before 0.44 panes can only be made where the client is, so it goes there first. */
  async newPane(session: string, tab: LiveTab, name: string, cwd: string): Promise<void> {
    const target = tab.id === undefined ? [] : ['--tab-id', String(tab.id)]
    if (tab.id === undefined) await this.goToTab(session, tab)
    await perform(this.#in(session), 'new-pane', `--name=${name}`, `--cwd=${cwd}`, ...target)
  }

  async renamePane(session: string, pane: LivePane, name: string): Promise<void> {
    // Without an id the focused pane is meant: the caller has just made it.
    const target = pane.id === undefined ? [] : ['--pane-id', pane.id]
    await perform(this.#in(session), 'rename-pane', ...target, '--', name)
  }

  /**
   * Bring a pane before whoever is attached.
   *
   * @returns false when nobody is attached: then there is no focus to move
   */
  async focus(session: string, pane: LivePane): Promise<boolean> {
    if (!(await this.isAttached(session))) return false
    const act = this.#in(session)
    const found =
      pane.id === undefined
        ? await focusByWalking(act, pane.tab, () => this.survey(session), pane)
        : await focusById(act, { ...pane, id: pane.id }, await this.survey(session))
    if (!found) {
      throw new ZellijError(`Zellij did not move the focus to ${pane.title}`, {
        code: 'zellij/focus',
        recoverable: true,
        hint: 'Is a menu or a fullscreen pane open? Close it and try again.',
      })
    }
    return true
  }

  #in(session: string): SessionAction {
    return async (...args) => {
      for (let attempt = 1; ; attempt++) {
        const output = await this.#run([`--session=${session}`, 'action', ...args])
        if (!/^Session .* not found|no active session/im.test(output.stderr)) return output
        // A busy server is taken for none. Nothing was done then, so anything may be tried again.
        if (attempt === attempts) throw sessionNotFound(session)
        await pause(attempt)
      }
    }
  }
}

const sessionNotFound = (session: string) =>
  new NotFoundError(`no session ${JSON.stringify(session)} is running`, {
    code: 'not-found/session',
    hint: `See zellij list-sessions, or start it: zellij attach --create ${JSON.stringify(session)}`,
  })

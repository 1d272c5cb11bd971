import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ZellijError } from '../../domain/errors.js'
import type { ZellijDriver } from '../../zellij/zellij-driver.js'
import { attachUnseen, type UnseenClient } from './client.js'
import { outsideOfZellij } from './outside.js'

export interface StartOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly driver: ZellijDriver
  readonly session: string
  readonly layout: string
  /** Cells of the terminal that the session is to be shaped to. */
  readonly display: { readonly columns: number; readonly rows: number }
  /** The session runs: the layout's tabs are added to it. */
  readonly running: boolean
}

/** The system takes arguments and variables up to 128 KiB. */
const longestArgument = 100_000
const timeoutMs = 30_000
const looks = 100
/** A small terminal may be drawn with less than is expected. */
const patience = 30
const pauseMs = 100

/**
 * Make the session, or add to it, in one go, and work with it while a client of that size is attached.
 *
 * @param work told whether somebody is attached, and given the client where it is ours: without, Zellij knows no focus, and shapes panes to a size of its own
 */
export async function withStartedSession<T>(
  options: StartOptions,
  work: (attached: boolean, client: UnseenClient | undefined) => Promise<T>,
): Promise<T> {
  const { driver, session, layout } = options
  const folder = mkdtempSync(join(tmpdir(), 'znav-layout-'))
  let client: UnseenClient | undefined
  try {
    const given = layoutArgument(driver, layout, folder)
    if (options.running) client = await addToRunning(options, given)
    else client = await startAttached(options, given)
    if (client === undefined && !options.running) {
      await runZellij([...given, 'attach', '--create-background', session], options.env)
      client = await attach(options)
    }
    return await work(client !== undefined || (await driver.isAttached(session)), client)
  } finally {
    // Told to leave rather than cut off: some have their sessions end with the terminal.
    if (client?.ended() === false) await driver.tell(session, 'detach').catch(() => {})
    client?.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

function layoutArgument({ can }: ZellijDriver, layout: string, folder: string): readonly [string, string] {
  if (can.layoutString && Buffer.byteLength(layout) <= longestArgument) return ['--layout-string', layout]
  const path = join(folder, 'layout.kdl')
  writeFileSync(path, layout, { mode: 0o600 })
  return ['--layout', path]
}

/** Where nobody is attached, Zellij loses the tabs that it is told to add. */
async function addToRunning(options: StartOptions, layout: readonly [string, string]) {
  const { driver, session, env } = options
  const client = (await driver.isAttached(session)) ? undefined : await attach(options)
  if (client === undefined && !(await driver.isAttached(session))) {
    throw new ZellijError(`nobody is attached to session ${JSON.stringify(session)}, so that it takes no tabs`, {
      code: 'zellij/detached',
      hint: `Attach to it in a terminal and try again: zellij attach ${JSON.stringify(session)}`,
    })
  }
  await runZellij([`--session=${session}`, ...layout], env)
  return client
}

function startAttached({ env, driver, session, display }: StartOptions, layout: readonly [string, string]) {
  return arriving(driver, session, attachUnseen({ env, session, ...display, layout }))
}

function attach({ env, driver, session, display }: StartOptions) {
  return arriving(driver, session, attachUnseen({ env, session, ...display }))
}

/** @returns the client once it is attached; nothing where it came to nothing */
async function arriving(
  driver: ZellijDriver,
  session: string,
  client: UnseenClient,
): Promise<UnseenClient | undefined> {
  for (let look = 1; look <= looks && !client.ended(); look++) {
    const mayAsk = client.drawn() || look > patience
    if (mayAsk && (await driver.isAttached(session).catch(() => false))) return client
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
  client.end()
  return undefined
}

function runZellij(args: readonly string[], env: StartOptions['env']): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'zellij',
      args,
      { env: outsideOfZellij(env), timeout: timeoutMs },
      (error, stdout, stderr) => {
        if (error === null) return resolve()
        const reason = (stderr || stdout || error.message).trim().slice(0, 500)
        const hint = 'See the layout with --dry-run.'
        reject(
          new ZellijError(`Zellij did not take the layout: ${reason}`, { code: 'zellij/layout', cause: error, hint }),
        )
      },
    )
    child.stdin?.end()
  })
}

import { createRequire } from 'node:module'
import type { Environment } from '../../directories/app-directories.js'
import { type KeyringReply, type KeyringRequest, keyringProgram } from './keyring-program.js'

export type ChildOutcome = KeyringReply | { readonly silentForMs: number } | { readonly notInstalled: true }

/** What the keyring's client needs to find it. No variable that may hold a secret. */
const passedOn = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'LANG',
  'DBUS_SESSION_BUS_ADDRESS',
  'XDG_RUNTIME_DIR',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'SystemRoot',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
]

/**
 * Ask the keyring in a process of its own, which is killed when it does not answer in time: the native call can't be
 * broken off, and a locked keyring may wait for a person who isn't there.
 */
export async function askInChild(
  request: Omit<KeyringRequest, 'module'>,
  env: Environment,
  limitMs: number,
): Promise<ChildOutcome> {
  const module = locate()
  if (module === undefined) return { notInstalled: true }
  const { spawn } = await import('node:child_process')
  const child = spawn(process.execPath, ['-e', `(${keyringProgram.toString()})(require, process)`], {
    env: Object.fromEntries(passedOn.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))),
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  })
  let answer = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (chunk: string) => {
    answer += chunk
  })
  // It may be killed before it has read.
  child.stdin.on('error', () => undefined)
  child.stdin.end(JSON.stringify({ ...request, module } satisfies KeyringRequest))
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, limitMs, 'late')
  })
  const ended = new Promise<'ended'>((resolve) =>
    child.once('close', () => resolve('ended')).once('error', () => resolve('ended')),
  )
  const outcome = await Promise.race([ended, late])
  clearTimeout(timer)
  if (outcome === 'late') {
    child.kill('SIGKILL')
    return { silentForMs: limitMs }
  }
  return readReply(answer)
}

/** An optional dependency: where its binary can't be had, there is no keyring. */
function locate(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('@napi-rs/keyring')
  } catch {
    return undefined
  }
}

function readReply(answer: string): KeyringReply {
  try {
    return JSON.parse(answer) as KeyringReply
  } catch {
    return { failure: 'the keyring’s client broke down' }
  }
}

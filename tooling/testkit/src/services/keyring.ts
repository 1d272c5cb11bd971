import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findOnPath } from '../install/locate.mjs'
import { startServiceProcess } from '../process/service-process.js'
import { createTempDir } from '../process/temp-dir.js'
import { waitUntil } from '../process/wait-until.js'

/** GNOME Keyring, as on a desktop, behind a message bus of its own. */
export interface KeyringService {
  /** What a program needs to find it. */
  readonly env: Readonly<Record<string, string>>
  /** As a desktop does when it locks its screen. Nobody is there to unlock it. */
  lock(): Promise<void>
  /** It takes messages and answers none. */
  freeze(): void
  thaw(): void
  stop(): Promise<void>
}

const run = promisify(execFile)
const service = 'org.freedesktop.secrets'
const collection = '/org/freedesktop/secrets/collection/login'

/** Starts no service by itself: what is not started here is not there. */
const busConfig = (socket: string) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
`

export async function startKeyring(): Promise<KeyringService> {
  const [busBinary, daemonBinary] = ['dbus-daemon', 'gnome-keyring-daemon'].map((name) => findOnPath(name))
  if (!busBinary || !daemonBinary) throw new Error('dbus-daemon or gnome-keyring-daemon is not on PATH')
  const directory = await createTempDir('engawa-keyring-', { short: true })
  const runtime = join(directory.path, 'run')
  await mkdir(runtime, { mode: 0o700 })
  const [socket, config] = [join(runtime, 'bus'), join(directory.path, 'bus.conf')]
  await writeFile(config, busConfig(socket))
  const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}`, XDG_RUNTIME_DIR: runtime, HOME: directory.path }

  const bus = startServiceProcess(busBinary, ['--nofork', `--config-file=${config}`], { env })
  const send = (path: string, method: string, ...args: readonly string[]) =>
    run('dbus-send', ['--session', '--print-reply', `--dest=${service}`, path, method, ...args], {
      env: { ...env, PATH: process.env.PATH ?? '' },
    })
  // The password of the keyring opens nothing but this folder.
  const daemon = startServiceProcess(
    '/bin/sh',
    ['-c', `printf test | exec "$0" --unlock --foreground --components=secrets`, daemonBinary],
    { env },
  )
  const isUnlocked = async () => {
    const property = 'string:org.freedesktop.Secret.Collection'
    const { stdout } = await send(collection, 'org.freedesktop.DBus.Properties.Get', property, 'string:Locked')
    return stdout.includes('boolean false')
  }
  await waitUntil('the keyring is open', isUnlocked, { explain: () => bus.output() + daemon.output() })
  const thaw = () => void process.kill(-daemon.pid, 'SIGCONT')
  return {
    env: { DBUS_SESSION_BUS_ADDRESS: env.DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR: runtime },
    async lock() {
      await send('/org/freedesktop/secrets', 'org.freedesktop.Secret.Service.Lock', `array:objpath:${collection}`)
      await waitUntil('the keyring is locked', async () => !(await isUnlocked()))
    },
    freeze: () => void process.kill(-daemon.pid, 'SIGSTOP'),
    thaw,
    async stop() {
      thaw()
      await daemon.stop()
      await bus.stop()
      await directory.remove()
    },
  }
}

import { findChromium, findOnPath, findPostgres, findRabbitmq, findZellij } from '../install/locate.mjs'

export const serviceNames = ['redis', 'postgres', 'rabbitmq', 'chromium', 'zellij', 'keyring'] as const

export type ServiceName = (typeof serviceNames)[number]

export interface Missing {
  readonly service: ServiceName
  readonly reason: string
  readonly remedy: string
}

interface Requirement {
  readonly present: () => boolean
  readonly reason: string
  readonly remedy: string
}

const requirements: Readonly<Record<ServiceName, Requirement>> = {
  redis: {
    present: () => findOnPath('redis-server') !== undefined,
    reason: 'redis-server is not on PATH',
    remedy: 'apt-get install redis-server',
  },
  postgres: {
    present: () => findPostgres() !== undefined,
    reason: 'no initdb and postgres under /usr/lib/postgresql',
    remedy: 'apt-get install postgresql',
  },
  rabbitmq: {
    present: () => findRabbitmq() !== undefined && findOnPath('epmd') !== undefined,
    reason: 'rabbitmq-server or epmd is not on PATH',
    remedy: 'apt-get install rabbitmq-server',
  },
  chromium: {
    present: () => findChromium() !== undefined,
    reason: 'chromium is not on PATH',
    remedy: 'apt-get install chromium',
  },
  keyring: {
    present: () => ['gnome-keyring-daemon', 'dbus-daemon', 'dbus-send'].every((name) => findOnPath(name) !== undefined),
    reason: 'gnome-keyring-daemon, dbus-daemon or dbus-send is not on PATH',
    remedy: 'apt-get install gnome-keyring dbus',
  },
  zellij: {
    present: () => findZellij() !== undefined && findOnPath('tmux') !== undefined,
    reason: 'zellij or tmux is not on PATH',
    remedy: 'apt-get install tmux; run `pnpm services` with cargo 1.88 or newer on PATH',
  },
}

/** Why this machine can't run the service, or `undefined` when it can. */
export function whyMissing(service: ServiceName): Missing | undefined {
  const { present, reason, remedy } = requirements[service]
  return present() ? undefined : { service, reason, remedy }
}

/** Services that `ENGAWA_REQUIRE` (comma list) forbids to skip. */
export function requiredServices(env: NodeJS.ProcessEnv = process.env): readonly ServiceName[] {
  const names = (env.ENGAWA_REQUIRE ?? '').split(',').map((name) => name.trim())
  return names.filter(Boolean).map((name) => {
    const known = serviceNames.find((service) => service === name)
    if (!known) throw new Error(`ENGAWA_REQUIRE names ${name}, which is none of ${serviceNames.join(', ')}`)
    return known
  })
}

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CommandContext } from '@engawa/cli-kit'

/** Do the work and write down where its time went, in the form that Chrome and VS Code open. Also when it fails. */
export async function profiled<T>(
  { cwd, stderr }: Pick<CommandContext, 'cwd' | 'stderr'>,
  command: string,
  work: () => Promise<T>,
): Promise<T> {
  const { Session } = await import('node:inspector/promises')
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.start')
  try {
    return await work()
  } finally {
    const { profile } = await session.post('Profiler.stop')
    session.disconnect()
    const name = `zen-${(command || 'session').replaceAll(' ', '-')}-${process.pid}.cpuprofile`
    try {
      // It names folders of this machine, so it is for its owner alone.
      writeFileSync(join(cwd, name), JSON.stringify(profile), { flag: 'wx', mode: 0o600 })
      stderr.write(`note: the CPU profile is in ${name}\n`)
    } catch (error) {
      stderr.write(`warning: the CPU profile could not be written: ${(error as Error).message}\n`)
    }
  }
}

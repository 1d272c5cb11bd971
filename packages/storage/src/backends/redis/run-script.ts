import { createHash } from 'node:crypto'
import type { RedisCommander } from 'ioredis'

/** Run a script by its hash. A server that doesn't know it, such as one just started, is sent it whole. */
export async function runScript(
  commands: RedisCommander,
  script: string,
  keys: readonly string[],
  args: readonly (string | Buffer)[],
): Promise<unknown> {
  const hash = createHash('sha1').update(script).digest('hex')
  try {
    return await commands.evalsha(hash, keys.length, ...keys, ...args)
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
    return commands.eval(script, keys.length, ...keys, ...args)
  }
}

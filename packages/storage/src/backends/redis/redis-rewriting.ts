import type { Message } from '@engawa/core'
import type { RewritingBackend } from '../../backend.js'
import type { RedisConnection } from './redis-connection.js'
import { recordKeys, sessionKeys, valueKey } from './redis-keys.js'
import { toJson } from './redis-messages.js'
import type { RedisSearch } from './redis-search.js'
import {
  rewriteBlobScript,
  rewriteMessagesScript,
  rewriteSessionScript,
  rewriteValueScript,
  rewriteVersionsScript,
} from './rewrite-scripts.js'
import { runScript } from './run-script.js'
import { jsonOrEmpty } from './session-fields.js'

export function redisRewriting(connection: RedisConnection, search: RedisSearch): RewritingBackend {
  const { keyPrefix } = connection.target
  const run = async (script: string, keys: readonly string[], args: readonly (string | Buffer)[]): Promise<number> =>
    Number(await connection.run((commands) => runScript(commands, script, keys, args)))

  return {
    session: async ({ from, to }) => {
      const args = [from.title, from.metadata, to.title, to.metadata].map(jsonOrEmpty)
      return (await run(rewriteSessionScript, [sessionKeys(keyPrefix, from.id).session], args)) === 1
    },
    messages: async (sessionId, changes) => {
      const { log } = sessionKeys(keyPrefix, sessionId)
      const args = changes.flatMap(({ from, to }) => [String(from.seq), storedJson(from), storedJson(to)])
      return run(rewriteMessagesScript, [log, `${log}:anew`], args)
    },
    versions: async (collection, changes) => {
      const [first] = changes
      if (first === undefined) return 0
      const args = changes.flatMap(({ from, to }) => [String(from.version), JSON.stringify(from), JSON.stringify(to)])
      return run(rewriteVersionsScript, [recordKeys(keyPrefix, collection, first.from.id).versions], args)
    },
    blob: async (collection, id, hash, { from, to }) => {
      const { blobs } = recordKeys(keyPrefix, collection, id)
      return (await run(rewriteBlobScript, [blobs], [hash, Buffer.from(from), Buffer.from(to)])) === 1
    },
    value: async (key, { from, to }) => {
      const args = [JSON.stringify(from), JSON.stringify(to)]
      return (await run(rewriteValueScript, [valueKey(keyPrefix, key)], args)) === 1
    },
    finish: () => search.rebuild(),
  }
}

/** As `append` wrote it, property by property. */
const storedJson = ({ sessionId, seq, ...message }: Message): string => toJson(message, message.createdAt)

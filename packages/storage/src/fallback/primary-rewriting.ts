import type { RewritingBackend } from '../backend.js'
import { cannotReseal } from '../sealing/seal-errors.js'
import type { Failover } from './failover.js'
import { onlyPrimary } from './primary-records.js'

/**
 * Only the primary has everything, so only there things are sealed anew. What a journal keeps has the key of its time, also
 * once it is merged: the keys are above the chain. Whoever throws a key away merges first, and then seals anew.
 */
export function primaryRewriting(failover: Failover): RewritingBackend {
  const run = <T>(work: (rewriting: RewritingBackend) => Promise<T>) =>
    onlyPrimary(failover, ({ rewriting, info }) => {
      if (rewriting === undefined) throw cannotReseal(info.type)
      return work(rewriting)
    })
  return {
    session: (change) => run((rewriting) => rewriting.session(change)),
    messages: (sessionId, changes) => run((rewriting) => rewriting.messages(sessionId, changes)),
    versions: (collection, changes) => run((rewriting) => rewriting.versions(collection, changes)),
    blob: (collection, id, hash, change) => run((rewriting) => rewriting.blob(collection, id, hash, change)),
    value: (key, change) => run((rewriting) => rewriting.value(key, change)),
    finish: (now) => run((rewriting) => rewriting.finish(now)),
  }
}

import { v7 } from 'uuid'

/** Makes a new id at each call. */
export type IdGenerator = () => string

const idBytes = 16
/** Asking for random bytes costs more than all the rest of an id; asked for many at a time they cost next to nothing. */
const pool = new Uint8Array(idBytes * 128)
let used = pool.length
let lastTime = Number.NEGATIVE_INFINITY
let countWithinTime = 0

/** UUID version 7: unique without coordination, sorts by time of making, also within one millisecond. */
export const createId: IdGenerator = () => {
  if (used === pool.length) {
    crypto.getRandomValues(pool)
    used = 0
  }
  const random = pool.subarray(used, used + idBytes)
  used += idBytes
  const now = Date.now()
  if (now > lastTime) {
    lastTime = now
    countWithinTime = ((random[6] ?? 0) << 16) | ((random[7] ?? 0) << 8) | (random[8] ?? 0)
  } else {
    countWithinTime += 1
  }
  return v7({ random, msecs: lastTime, seq: countWithinTime })
}

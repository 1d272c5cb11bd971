import { spawnSync } from 'node:child_process'

/**
 * @typedef {object} Figure
 * @property {number} p50 milliseconds
 * @property {number} p95 milliseconds
 *
 * @typedef {object} Subject
 * @property {string} name
 * @property {readonly string[]} args after `node`
 * @property {Record<string, string>} [env]
 */

/** Node 20 spends about 39 ms on extra certificates at every start, on both sides: it would hide everything else. */
export function quietEnvironment(extra = {}) {
  const { NODE_EXTRA_CA_CERTS: _, NODE_OPTIONS: __, ...env } = process.env
  return { ...env, ...extra }
}

/**
 * Whole processes, timed in turns, so that a slow moment of the machine hits all of them alike.
 *
 * @param {readonly Subject[]} subjects
 * @param {{ rounds: number, warmup?: number }} options
 * @returns {Map<string, Figure>}
 */
export function timeProcesses(subjects, { rounds, warmup = 3 }) {
  /** @type {Map<string, number[]>} */
  const samples = new Map(subjects.map(({ name }) => [name, []]))
  for (let round = -warmup; round < rounds; round++) {
    for (const { name, args, env } of subjects) {
      const start = process.hrtime.bigint()
      const { status, stderr } = spawnSync(process.execPath, args, {
        env: quietEnvironment(env),
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      const elapsed = Number(process.hrtime.bigint() - start) / 1e6
      if (status !== 0) throw new Error(`${name} exited with ${status}: ${stderr}`)
      if (round >= 0) samples.get(name)?.push(elapsed)
    }
  }
  return new Map([...samples].map(([name, times]) => [name, summarise(times)]))
}

/** @param {readonly number[]} times @returns {Figure} */
export function summarise(times) {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (/** @type {number} */ share) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95) }
}

import { fileURLToPath } from 'node:url'
import { type RunBinOptions, type RunResult, runBin } from '@engawa/testkit'

/** The built bin. */
export const bin = fileURLToPath(new URL('../dist/znav.cjs', import.meta.url))

/** Runs the built bin as a person would. */
export type RunZnav = (...args: readonly string[]) => Promise<RunResult>

/** znav with an environment of its own. Nothing of the surrounding one gets in, apart from PATH. */
export function znavIn(env: Readonly<Record<string, string>>, options: Omit<RunBinOptions, 'env'> = {}): RunZnav {
  return (...args) => runBin(bin, args, { ...options, env })
}

/** The `data` of a JSON answer. */
export async function dataOf(running: Promise<RunResult>): Promise<Record<string, unknown>> {
  const { stdout, stderr } = await running
  const answer = JSON.parse(stdout) as { ok: boolean; data?: Record<string, unknown> }
  if (!answer.ok || answer.data === undefined) throw new Error(`znav failed: ${stdout}${stderr}`)
  return answer.data
}

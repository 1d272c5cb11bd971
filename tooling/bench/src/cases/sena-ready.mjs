import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { quietEnvironment, summarise } from '../measure.mjs'
import { builtBin, inTemporaryFolder } from '../workspace.mjs'

const port = 18_732

/** From the start of the process to the first answered request, no model present. @type {import('../report.mjs').Case} */
export const senaReady = {
  name: 'Sena ready',
  floor: 'bare node:http',
  limits: { 'sena, first start': 1_500, 'sena, next start': 1_500 },
  run: ({ rounds }) =>
    inTemporaryFolder(async (home) => {
      const bare = `require('node:http').createServer((_, r) => r.end('ok')).listen(${port}, '127.0.0.1')`
      /** @type {Record<string, number[]>} */
      const times = { 'bare node:http': [], 'sena, first start': [], 'sena, next start': [] }
      for (let round = 0; round < Math.max(3, Math.round(rounds / 5)); round++) {
        const env = { HOME: home, SENA_HOME: `${home}/sena-${round}`, OLLAMA_HOST: 'http://127.0.0.1:9' }
        times['bare node:http']?.push(await untilAnswered(['-e', bare], {}))
        times['sena, first start']?.push(await untilAnswered([builtBin('sena'), '--port', String(port)], env))
        times['sena, next start']?.push(await untilAnswered([builtBin('sena'), '--port', String(port)], env))
      }
      return new Map(Object.entries(times).map(([name, samples]) => [name, summarise(samples)]))
    }),
}

/** @param {readonly string[]} args @param {Record<string, string>} env */
async function untilAnswered(args, env) {
  const start = performance.now()
  const server = spawn(process.execPath, args, { env: quietEnvironment(env), stdio: 'ignore' })
  const gone = once(server, 'exit')
  try {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/health`).catch(() => undefined)
      if (answer) {
        await answer.arrayBuffer()
        return performance.now() - start
      }
      if (server.exitCode !== null) throw new Error(`${args.join(' ')} ended with ${server.exitCode}`)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  } finally {
    server.kill('SIGTERM')
    await gone
  }
}

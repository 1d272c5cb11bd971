import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { firstTaken } from './ports.mjs'
import { createProcessGroup } from './process-group.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')
const senaPort = portFrom('SENA_PORT', 8000)
const webPort = portFrom('WEB_PORT', 3000)

await main()

async function main() {
  const taken = await firstTaken([
    { port: senaPort, setting: 'SENA_PORT' },
    { port: webPort, setting: 'WEB_PORT' },
  ])
  if (taken) {
    console.error(`Port ${taken.port} on 127.0.0.1 is taken by another program.`)
    console.error(`End that program, or choose another port: ${taken.setting}=${taken.port + 1} pnpm dev`)
    process.exitCode = 1
    return
  }

  const group = createProcessGroup()
  // Whoever asks twice is in a hurry; a closed terminal asks too.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => (group.stopped ? group.kill() : group.stop()))
  }

  console.log('Building Sena …')
  const turbo = join(root, 'node_modules/turbo/bin/turbo')
  const built = await group.run(
    [turbo, 'run', 'build', '--filter=@engawa/sena', '--output-logs=errors-only', '--ui=stream'],
    {
      cwd: root,
      env: { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
      quiet: true,
    },
  )
  if (built !== 0) {
    process.exitCode = built
    return
  }

  const sena = group.start('sena', [join(root, 'apps/sena/dist/sena.cjs'), '--port', String(senaPort)], { cwd: root })
  const web = group.start(
    'web',
    [join(root, 'apps/web/node_modules/vite/bin/vite.js'), '--port', String(webPort), '--clearScreen', 'false'],
    { cwd: join(root, 'apps/web'), env: { SENA_URL: `http://127.0.0.1:${senaPort}` } },
  )
  announce(group.signal).catch((error) => console.error(`Could not tell what is there: ${error.message}`))
  // Neither is of use without the other: when one ends, so does the whole.
  const code = await Promise.race([sena, web])
  const wanted = group.stopped
  await group.stop()
  process.exitCode = wanted ? 0 : code || 1
}

/** @param {string} name @param {number} otherwise */
function portFrom(name, otherwise) {
  const text = process.env[name]
  if (text === undefined || text === '') return otherwise
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  console.error(`${name}=${text} is not a port. Give a number from 1 to 65535.`)
  process.exit(2)
}

/** Say where everything is and what is not there, once both answer. @param {AbortSignal} signal */
async function announce(signal) {
  const page = await answerFrom(`http://127.0.0.1:${webPort}/`, signal)
  const health = await answerFrom(`http://127.0.0.1:${senaPort}/api/v1/health`, signal)
  if (!page || !health) return
  const { components } = await health.json()
  const missing = components
    .filter((/** @type {{ status: string }} */ { status }) => status !== 'ok')
    .map(
      (/** @type {{ name: string, detail: string }} */ { name, detail }) =>
        `  ${detail}${name === 'models' ? ' — answering without a model' : ''}\n`,
    )
  console.log(`
  Behind the Sena   http://127.0.0.1:${webPort}
  Sena              http://127.0.0.1:${senaPort}

${missing.join('')}  Ctrl-C stops both.
`)
}

/** The first good answer, or nothing when everything was stopped before. @param {string} url @param {AbortSignal} signal */
async function answerFrom(url, signal) {
  while (!signal.aborted) {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(5_000)])
    const response = await fetch(url, { signal: patience }).catch(() => undefined)
    if (response?.ok) return response
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return undefined
}

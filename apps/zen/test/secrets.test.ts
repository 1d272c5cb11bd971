import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from './zen-home.js'

let zen: ZenHome
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(() => zen.close())

const alphanumeric = (length: number) =>
  randomBytes(length * 2)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, length)
/** In the shape of the real things, made anew for each run. */
const githubToken = () => `ghp_${alphanumeric(36)}`
const awsKey = () =>
  `AKIA${randomBytes(20)
    .toString('hex')
    .toUpperCase()
    .replace(/[^A-Z2-7]/g, '')
    .padEnd(16, 'Q')
    .slice(0, 16)}`

describe('a secret typed into zen', () => {
  it('never reaches the model: prompt, stdin, file, system text, environment and earlier turns', async () => {
    const secrets = {
      prompt: githubToken(),
      stdin: `s3cr3t-${alphanumeric(20)}`,
      file: awsKey(),
      system: githubToken(),
      environment: `plain-${alphanumeric(24)}`,
    }
    writeFileSync(join(zen.home, 'deploy.yaml'), `aws_access_key_id: ${secrets.file}\n`)
    const first = await zen.run(
      [
        'chat',
        '-s',
        'leaky',
        `Use ${secrets.prompt} and ${secrets.environment}`,
        '-f',
        'deploy.yaml',
        '--system',
        `Token ${secrets.system}`,
      ],
      { stdin: `DB_PASSWORD=${secrets.stdin}\n`, env: { MY_SERVICE_TOKEN: secrets.environment } },
    )
    expect(first.code).toBe(0)
    expect(first.stderr).toMatch(/^note: \d+ secrets were taken out \(.*\) before anything was sent/)
    await zen.run(['chat', '-s', 'leaky', 'And what did I say before?'], {
      env: { MY_SERVICE_TOKEN: secrets.environment },
    })

    const arrived = zen.ollama.modelRequests.map(({ bodyText }) => bodyText).join('\n')
    expect(zen.ollama.modelRequests).toHaveLength(2)
    for (const [place, secret] of Object.entries(secrets)) {
      expect(arrived.includes(secret), `the secret from ${place} reached the model`).toBe(false)
    }
    expect(arrived).toContain('‹secret:')
  })

  it('is found in a private key that is piped in with the numbers of its lines, whole or cut off', async () => {
    const body = Array.from({ length: 6 }, () => randomBytes(48).toString('base64'))
    const kind = 'EC PRIVATE KEY'
    const lines = [`-----BEGIN ${kind}-----`, ...body, `-----END ${kind}-----`].map((line, at) => `${at + 1}\t${line}`)
    for (const shown of [lines, lines.slice(0, 5)]) {
      const run = await zen.run(['chat', 'What is this?'], { stdin: `${shown.join('\n')}\n` })
      expect(run.stderr).toContain('1 secret was taken out (private-key)')
    }
    const arrived = zen.ollama.modelRequests.map(({ bodyText }) => bodyText).join()
    for (const line of body) expect(arrived).not.toContain(line)
  })

  it('is named in JSON by rule and place, never by value', async () => {
    const secret = githubToken()
    const run = await zen.run(['chat', `Use ${secret}`, '--json'])
    expect(run.json().data.redactions).toEqual([{ rule: expect.stringContaining('github'), path: expect.any(String) }])
    expect(JSON.stringify(run.json().data.redactions)).not.toContain(secret)
  })

  it('is not shown by --dry-run either', async () => {
    const secret = githubToken()
    const run = await zen.run(['chat', `Use ${secret}`, '--dry-run'])
    expect(run.stdout).toContain('‹secret:')
    expect(run.stdout).not.toContain(secret)
  })
})

describe('a cloned repository', () => {
  it.each([
    { models: { default: 'openai/gpt-4o-mini' } },
    { models: { default_provider: 'openai' } },
    { providers: { ollama: { kind: 'ollama', base_url: 'http://192.0.2.1:11434' } } },
    { storage: { file_directory: '/tmp' } },
  ])('may not choose where words go: %j', async (settings) => {
    writeFileSync(join(zen.home, '.zen.json'), JSON.stringify(settings))
    const run = await zen.run(['chat', 'Hello', '--dry-run', '--json'])
    expect(run.json().data?.provider ?? 'ollama').toBe('ollama')
    expect(run.json().data?.endpoint ?? zen.ollama.url).toBe(zen.ollama.url)
    expect(run.stdout + run.stderr).toMatch(/\.zen\.json/)
  })
})

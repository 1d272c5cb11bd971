import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assertMatchesOutput } from '@engawa/cli-kit/testing'
import { withService } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { znavCli } from '../../src/cli.js'
import { dataOf, znavIn } from '../run-znav.js'
import { type Installed, install, type StoreName } from './stores.js'

const rule = '─'.repeat(35)
const cli = znavCli('0.0.0')

function describeStore(store: StoreName): void {
  describe(`log, history, info and list on ${store}`, () => {
    let installed: Installed
    const znav = (...args: readonly string[]) => installed.znav(...args)

    beforeAll(async () => {
      installed = await install(store)
      writeFileSync(join(installed.home.path, 'auth.ts'), '')
    })
    afterAll(() => installed.stop())

    it('logs, registers the pane, and says so', async () => {
      expect(await znav('pane', 'log', 'backend', 'Integrated the OAuth library', '--type', 'milestone')).toEqual({
        code: 0,
        stdout: 'Logged milestone for backend, a new pane.\n',
        stderr: '',
      })
      const more = ['pane', 'log', 'backend', 'Isolated the  bug\n', '--artifacts', './auth.ts', 'ü b.md']
      expect((await znav(...more)).stdout).toBe('Logged checkpoint for backend.\n')
    })

    it('shows the history for people', async () => {
      const { stdout, code } = await znav('pane', 'history', 'backend')
      expect(code).toBe(0)
      expect(stdout).toBe(
        `Intent History: backend\n${rule}\n[checkpoint] just now\n  Isolated the bug\n  Artifacts: auth.ts, ü b.md\n\n` +
          `[milestone] just now\n  Integrated the OAuth library\n${rule}\n`,
      )
    })

    it('shows the history for prompts, with the next step', async () => {
      expect((await znav('pane', 'history', 'backend', '--format', 'context')).stdout).toBe(
        'Previous work on backend:\n- Isolated the bug (just now)\n- Integrated the OAuth library (just now)\n\n' +
          'Last checkpoint: "Isolated the bug"\nArtifacts: auth.ts, ü b.md\n\n' +
          'Suggested next step: Continue from "Isolated the bug" in auth.ts\n',
      )
    })

    it('shows the history as a document', async () => {
      const { stdout } = await znav('pane', 'history', 'backend', '--format', 'markdown')
      expect(stdout).toMatch(
        /^# Intent history: backend\n\n## \d{4}-\d\d-\d\d\n\n- \*\*checkpoint\*\* \d\d:\d\d UTC: Isolated/,
      )
      expect(stdout).toContain('  - `ü b.md`\n')
    })

    it('shows the history as JSON, in the documented words', async () => {
      const data = await dataOf(znav('pane', 'history', 'backend', '--json'))
      assertMatchesOutput(cli, 'pane history', data)
      expect(data).toMatchObject({
        pane_name: 'backend',
        entries: [
          { summary: 'Isolated the bug', entry_type: 'checkpoint', source: 'manual', artifacts: ['auth.ts', 'ü b.md'] },
          { summary: 'Integrated the OAuth library', entry_type: 'milestone', artifacts: [] },
        ],
      })
    })

    it('filters by count, type and time', async () => {
      const summaries = async (...args: readonly string[]) => {
        const { entries } = await dataOf(znav('pane', 'history', 'backend', '--json', ...args))
        return (entries as { summary: string }[]).map((entry) => entry.summary)
      }
      expect(await summaries('--last', '1')).toEqual(['Isolated the bug'])
      expect(await summaries('--type', 'milestone')).toEqual(['Integrated the OAuth library'])
      expect(await summaries('--since', '1h')).toHaveLength(2)
      expect(await summaries('--since', '2999-01-01')).toEqual([])
    })

    it('shows all that is known of a pane', async () => {
      const data = await dataOf(znav('pane', 'info', 'backend', '--json'))
      assertMatchesOutput(cli, 'pane info', data)
      expect(data).toMatchObject({
        name: 'backend',
        session: '-',
        status: 'stale',
        last_intent: 'Isolated the bug',
        entry_count: 2,
        last_entry: { summary: 'Isolated the bug' },
      })
      expect(Object.keys(data.artifacts as object)).toEqual(['auth.ts', 'ü b.md'])
      const { stdout } = await znav('pane', 'info', 'backend')
      expect(stdout).toContain('  Last intent:  "Isolated the bug" (just now)\n')
    })

    it('lists panes as a tree, also from inside a session', async () => {
      const inside = znavIn({ ...installed.env, ZELLIJ_SESSION_NAME: 'My work', ZELLIJ_PANE_ID: '3' })
      await inside('pane', 'log', 'web', 'Styled the login page', '--source', 'agent')
      const { stdout } = await znav('list')
      expect(stdout).toBe(
        '(outside Zellij)\n└─ (no tab)\n   └─ · backend  "Isolated the bug" (just now)\n' +
          'My work\n└─ (no tab)\n   └─ ● web [active]  "Styled the login page" (just now)\n',
      )
      const data = await dataOf(znav('list', '--json'))
      assertMatchesOutput(cli, 'list', data)
      expect(data).toMatchObject({ pane_count: 2, sessions: [{ name: '-' }, { name: 'My work' }] })
      const { stdout: document } = await znav('list', '--format', 'markdown')
      expect(document).toMatch(/^# Panes\n\n## Outside Zellij\n\n\| tab \| pane/)
      expect((await znav('pane', 'info', 'web', '--format', 'markdown')).stdout).toMatch(
        /^# Pane: web\n\n- \*\*Session/,
      )
      expect((await znav('list', '--format', 'context')).stdout).toContain(
        '- web (My work / -, active): "Styled the login page" (just now)',
      )
    })

    it('takes a summary from stdin', async () => {
      const piped = znavIn(installed.env, { stdin: 'Summed up\nby another program\n' })
      const data = await dataOf(piped('pane', 'log', 'backend', '--json'))
      assertMatchesOutput(cli, 'pane log', data)
      expect(data).toMatchObject({ entry: { summary: 'Summed up by another program' }, registered: false })
    })

    it('takes secrets out before it stores anything, and says which', async () => {
      const token = `ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6'.slice(0, 36)}`
      const { stderr, stdout, code } = await znav('pane', 'log', 'keys', `Rotated ${token}`, '--json')
      expect(code).toBe(0)
      expect(stderr).toMatch(/^warning: secrets were taken out before anything was stored: 1 × \S+\n$/)
      const history = await znav('pane', 'history', 'keys')
      expect(history.stdout).toContain('Rotated ‹secret:')
      expect(stdout + stderr + history.stdout).not.toContain(token)
    })

    it('takes secrets out of paths too, and still finds when the file was changed', async () => {
      const token = `ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6'.slice(0, 36)}`
      const file = join(installed.home.path, `dump-${token}`)
      writeFileSync(file, '')
      utimesSync(file, 1_000_000_000, 1_000_000_000)
      await znav('pane', 'log', 'paths', 'Kept a dump', '--artifacts', `dump-${token}`)
      const data = await dataOf(znav('pane', 'info', 'paths', '--json'))
      expect(Object.entries(data.artifacts as object)).toEqual([
        [expect.stringContaining('‹secret:'), '2001-09-09T01:46:40.000Z'],
      ])
      expect(JSON.stringify(data)).not.toContain(token)
      // Made a path of, the address would be none any more.
      const password = ['hid', 'den', '93142', 'xyz'].join('')
      await znav('pane', 'log', 'paths', 'Moved the data', '--artifacts', `postgres://app:${password}@db.example/app`)
      expect((await znav('pane', 'info', 'paths', '--json')).stdout).not.toContain(password)
    })

    it('has nothing to show in a pane whose name nobody has used, and names the nearest', async () => {
      for (const command of ['history', 'info']) {
        expect(await znav('pane', command, 'bakend')).toEqual({
          code: 2,
          stdout: '',
          stderr: 'error: no pane "bakend" is known\nhint: Did you mean backend?\n',
        })
      }
    })

    it('neutralises what a terminal would obey', async () => {
      const { stdout } = await znav('pane', 'log', 'backend', 'Set \u009b31m colours', '--json')
      expect(stdout).toContain('summary/control-characters')
    })

    it('completes names of panes', async () => {
      expect((await znav('__complete', 'fish', 'pane', 'history', 'b')).stdout).toBe('backend\n')
    })
  })
}

describeStore('SQLite')
withService(describe, 'redis')('with a Redis', () => describeStore('Redis'))

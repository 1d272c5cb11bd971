import { createSecretFilter } from '@engawa/secret-filter'
import { expect, it } from 'vitest'
import { filterContent } from './filter-content.js'

it('takes secrets out of commands and variables, and marks the command', () => {
  const token = `ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6'.slice(0, 36)}`
  const { content, findings } = filterContent(
    {
      zellij: '0.45.0',
      template: '',
      tabs: { tab_0: { name: token, position: 0, tiled: [{ pane: 'terminal_0' }], floating: [] } },
      panes: {
        terminal_0: {
          command: `curl -H 'Authorization: token ${token}' x`,
          env: { API_TOKEN: token, NODE_ENV: 'test' },
        },
        terminal_1: { command: 'npm run dev', cwd: '/home/work' },
      },
    },
    createSecretFilter(),
  )
  expect(JSON.stringify(content)).not.toContain(token)
  expect(content.panes.terminal_0).toMatchObject({ redacted: true, env: { NODE_ENV: 'test' } })
  expect(content.panes.terminal_1).toEqual({ command: 'npm run dev', cwd: '/home/work' })
  expect(findings.length).toBeGreaterThanOrEqual(3)
})

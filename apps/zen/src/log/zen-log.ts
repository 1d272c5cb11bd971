import { join } from 'node:path'
import type { LogDefinition } from '@engawa/cli-kit'
import { appDirectories } from '@engawa/config'

/** `~/.zen-cli/logs/zen-cli.log` */
export const zenLog: LogDefinition = {
  path: (env) => join(appDirectories('zen', env).data, 'logs', 'zen-cli.log'),
  filter: async (env, cwd) => {
    const { openFilter } = await import('../providers/open-filter.js')
    const filter = openFilter({ env, cwd }, [])
    return (text) => filter.redactText(text).text
  },
  debugVariable: 'ZEN_DEBUG',
}

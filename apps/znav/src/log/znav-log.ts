import { join } from 'node:path'
import type { LogDefinition } from '@engawa/cli-kit'
import { appDirectories } from '@engawa/config'

/** `~/.local/state/perth/logs/znav.log`, or below `PERTH_HOME`. */
export const znavLog: LogDefinition = {
  path: (env) => join(appDirectories('perth', env).state, 'logs', 'znav.log'),
  filter: async (env, cwd) => {
    const { createSecretFilter, environmentSecrets, envFolderSecrets } = await import('@engawa/secret-filter')
    const filter = createSecretFilter({ knownValues: [...environmentSecrets(env), ...envFolderSecrets(cwd)] })
    return (text) => filter.redactText(text).text
  },
  debugVariable: 'PERTH_DEBUG',
}

import type { ConfigApp } from '@engawa/cli-kit'
import { perthConfig } from '../settings/perth-config.js'

/** What the `config` commands of the suite need to know of Perth. */
export const configApp: ConfigApp = {
  program: 'znav',
  definition: perthConfig,
  sends: [
    'the last 20 commands of the pane',
    'the summary and up to 50 lines of git diff',
    'names of recently modified files',
    'the pane’s previous intent',
  ],
  providers: [
    { id: 'anthropic', endpoint: 'https://api.anthropic.com' },
    { id: 'openai', endpoint: 'https://api.openai.com/v1' },
  ],
}

import type { OptionDefinition } from '@engawa/cli-kit'
import { severities } from './severity.js'

export const failOnOption: OptionDefinition = {
  flags: '--fail-on <severity>',
  description: 'exit with code 7 when something as grave as this, or graver, is found',
  choices: severities,
}

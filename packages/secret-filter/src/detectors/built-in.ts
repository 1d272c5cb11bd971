import type { KeywordHandler } from '../detection.js'
import type { KeywordIndex } from '../keyword-index.js'
import { tokenRules } from '../rules/all.js'
import { registerAssignments } from './assignments.js'
import { registerAuthorization } from './authorization.js'
import { registerCommands } from './commands.js'
import { registerPrefixedKeys } from './prefixed-keys.js'
import { registerPrivateKeys } from './private-key.js'
import { registerTokens } from './tokens.js'
import { registerUrlCredentials } from './url-credentials.js'
import { registerWebTokens } from './web-tokens.js'

/** Registers every detector that needs nothing of the person's own. */
export function registerBuiltIn(index: KeywordIndex<KeywordHandler>): void {
  registerPrivateKeys(index)
  registerTokens(index, tokenRules())
  registerPrefixedKeys(index)
  registerWebTokens(index)
  registerUrlCredentials(index)
  registerAuthorization(index)
  registerCommands(index)
  registerAssignments(index)
}

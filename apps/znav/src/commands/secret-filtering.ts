import type { CommandContext } from '@engawa/cli-kit'
import { countFindings, type RedactionFinding } from '@engawa/core'
import {
  compileUserRules,
  createSecretFilter,
  envFolderSecrets,
  environmentSecrets,
  type SecretFilter,
} from '@engawa/secret-filter'
import type { PerthConfig } from '../settings/perth-config.js'
import { warn } from './perth.js'

/**
 * The filter that everything passes before it is stored: the built-in rules, the person's own, the secrets of the environment
 * and of the folder's `.env` files.
 */
export async function filterOf(
  config: PerthConfig,
  { env, cwd }: Pick<CommandContext, 'env' | 'cwd'>,
): Promise<SecretFilter> {
  const rules = config.privacy.secret_patterns.map(({ ignores = [], ...rule }) => ({ ...rule, ignores }))
  return createSecretFilter({
    userRules: await compileUserRules(rules),
    knownValues: [...environmentSecrets(env), ...envFolderSecrets(cwd)],
  })
}

/** Say on stderr how many secrets of which kinds were taken out, and never which. */
export function tellRedactions(context: CommandContext, findings: readonly RedactionFinding[]): void {
  if (findings.length === 0) return
  const rules = Object.entries(countFindings(findings)).map(([rule, count]) => `${String(count)} × ${rule}`)
  warn(context, `secrets were taken out before anything was stored: ${rules.join(', ')}`)
}

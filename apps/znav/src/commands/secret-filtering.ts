import type { CommandContext } from '@engawa/cli-kit'
import { countFindings, type RedactionFinding } from '@engawa/core'
import {
  compileUserRules,
  createSecretFilter,
  envFolderSecrets,
  environmentSecrets,
  type KnownValue,
  type SecretFilter,
} from '@engawa/secret-filter'
import type { PerthConfig } from '../settings/perth-config.js'
import { warn } from './perth.js'

/**
 * The filter that everything passes before it is stored: the built-in rules, the person's own, the secrets of the environment
 * and of the folder's `.env` files, and more that are known.
 */
export async function filterOf(
  config: PerthConfig,
  { env, cwd }: Pick<CommandContext, 'env' | 'cwd'>,
  more: readonly KnownValue[] = [],
): Promise<SecretFilter> {
  const rules = config.privacy.secret_patterns.map(({ ignores = [], ...rule }) => ({ ...rule, ignores }))
  return createSecretFilter({
    userRules: await compileUserRules(rules),
    knownValues: [...environmentSecrets(env), ...envFolderSecrets(cwd), ...more],
  })
}

/** Makes a filter that knows the secrets of more folders: those where the commands of a pane ran. */
export type FilterForFolders = (folders: readonly string[], more?: readonly KnownValue[]) => Promise<SecretFilter>

export const filterForFolders =
  (config: PerthConfig, context: Pick<CommandContext, 'env' | 'cwd'>): FilterForFolders =>
  (folders, more = []) =>
    filterOf(config, context, [...[...new Set(folders)].flatMap(envFolderSecrets), ...more])

/** Say on stderr how many secrets of which kinds were taken out, and never which. */
export function tellRedactions(context: CommandContext, findings: readonly RedactionFinding[]): void {
  if (findings.length === 0) return
  const rules = Object.entries(countFindings(findings)).map(([rule, count]) => `${String(count)} × ${rule}`)
  warn(context, `secrets were taken out before anything was stored: ${rules.join(', ')}`)
}

import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { CommandContext } from '@engawa/cli-kit'
import { usageDirectory } from '@engawa/config'
import { fileUsageLedger, type ModelEntry, type Provider, withBudget, withUsageLedger } from '@engawa/llm-providers'

export interface Metering {
  /** Empty: the folder's name stands for it. */
  readonly project: string
  readonly session: string
  /** US dollars: `--max-cost`. */
  readonly maxCost: number | undefined
  /** `--memory`: not even a line in the ledger. */
  readonly keepNothing: boolean
  readonly models: readonly ModelEntry[]
}

/** The provider for a conversation: sends nothing above its limit, and writes down what was used. */
export function meteredProvider(
  provider: Provider,
  { env, cwd, stderr, log }: Pick<CommandContext, 'env' | 'cwd' | 'stderr' | 'log'>,
  { project, session, maxCost, keepNothing, models }: Metering,
): Provider {
  const limited = maxCost === undefined ? provider : withBudget(provider, { maxUsdPerRequest: maxCost, models })
  if (keepNothing) return limited
  return withUsageLedger(limited, {
    ledger: fileUsageLedger(usageDirectory(env)),
    app: 'zen',
    project: project || folderName(cwd),
    session,
    models,
    onLedgerFailure: (error) => {
      stderr.write(`warning: what this used is not in the ledger: ${(error as Error).message}\n`)
      log.warn('the usage ledger could not be written', { error: (error as Error).message })
    },
  })
}

/** The folder that a person would call the project: where the repository or its settings begin, else the current one. */
function folderName(cwd: string): string {
  for (let folder = cwd; folder !== dirname(folder); folder = dirname(folder)) {
    if (['.git', '.zen.json'].some((name) => existsSync(join(folder, name)))) return basename(folder)
  }
  return basename(cwd) || cwd
}

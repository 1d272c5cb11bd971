import type { CommandInput } from '@engawa/cli-kit'

/** What a person asked for with `zen chat`, typed. */
export interface ChatOptions {
  readonly prompt: string
  readonly files: readonly string[]
  readonly name: string | undefined
  readonly continueLast: boolean
  readonly model: string | undefined
  readonly provider: string | undefined
  readonly system: string | undefined
  readonly temperature: number | undefined
  readonly maxTokens: number | undefined
  /** US dollars that the answer may cost at the most. */
  readonly maxCost: number | undefined
  readonly stream: boolean
  readonly dryRun: boolean
  /** A file for what goes over the wire. */
  readonly record: string | undefined
  /** `--memory`: nothing of this call stays on the disk. */
  readonly keepNothing: boolean
}

export function readChatOptions({ args, options }: CommandInput): ChatOptions {
  const words = args.prompt
  return {
    prompt: Array.isArray(words) ? words.join(' ') : ((words as string | undefined) ?? ''),
    files: (options.files as readonly string[] | undefined) ?? [],
    name: options.session as string | undefined,
    continueLast: options.continue === true,
    model: options.model as string | undefined,
    provider: options.provider as string | undefined,
    system: options.system as string | undefined,
    temperature: options.temperature as number | undefined,
    maxTokens: options.maxTokens as number | undefined,
    maxCost: options.maxCost as number | undefined,
    stream: options.stream !== false,
    dryRun: options.dryRun === true,
    record: options.record as string | undefined,
    keepNothing: options.memory === true,
  }
}

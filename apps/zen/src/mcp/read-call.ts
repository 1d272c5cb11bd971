import { type JsonObject, nearest, UserError } from '@engawa/core'
import * as z from 'zod'
import type { ToolCall, ToolCard, ToolOptions } from '../tools/tool.js'
import { callOptions, knownFields } from './tool-schema.js'

const optionsSchema = z.object({
  session: z.string().min(1).optional(),
  model: z.string().optional(),
  provider: z.string().optional(),
  temperature: z.number().min(0).max(2).optional(),
  max_tokens: z.int().min(1).optional(),
  max_cost: z.number().min(0).optional(),
  expert: z.string().optional(),
  dry_run: z.boolean().optional(),
})

/** What holds for every call of a server, whatever a client asks for. */
export interface CallLimits {
  readonly model: string | undefined
  /** US dollars that each call may cost at the most. */
  readonly maxCost: number | undefined
  readonly keepNothing: boolean
  /** Only models and pages of this machine. */
  readonly offline: boolean
}

/**
 * The call that a client's arguments mean.
 *
 * @throws UserError `zen/tool-input` for what is unknown or wrong: passed over in silence, a client would believe it held
 */
export async function readCall(card: ToolCard, given: JsonObject, limits: CallLimits): Promise<ToolCall> {
  const known = await knownFields(card)
  for (const name of Object.keys(given)) {
    if (known.has(name)) continue
    const close = nearest(name, [...known])
    throw wrongInput(card, `there is no ${name}${close === undefined ? '' : `; did you mean ${close}?`}`)
  }
  const { success, data, error } = optionsSchema.safeParse(given)
  if (!success)
    throw wrongInput(card, error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
  const input = Object.fromEntries(Object.entries(given).filter(([name]) => !Object.hasOwn(callOptions, name)))
  if (card.readsGit !== true && String(input.request ?? '').trim() === '') throw wrongInput(card, 'request: is missing')
  return { tool: card.name, input, options: optionsOf(data, limits) }
}

function optionsOf(
  given: z.output<typeof optionsSchema>,
  { model, maxCost, keepNothing, offline }: CallLimits,
): ToolOptions {
  const costs = [given.max_cost, maxCost].filter((cost) => cost !== undefined)
  const options = {
    session: given.session,
    model: given.model ?? model,
    provider: given.provider,
    temperature: given.temperature,
    maxTokens: given.max_tokens,
    maxCost: costs.length === 0 ? undefined : Math.min(...costs),
    expert: given.expert,
    dryRun: given.dry_run,
    keepNothing,
    offline,
  }
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as ToolOptions
}

const wrongInput = ({ name }: ToolCard, problem: string) =>
  new UserError(`${name} can't work with that: ${problem}`, { code: 'zen/tool-input' })

import type { CommandContext } from '@engawa/cli-kit'
import { findEntry } from '@engawa/llm-providers'
import type { AttachedText } from '../input/compose-question.js'
import type { Role } from '../roles/role.js'
import type { AnswerSchema } from './answer-schema.js'
import type { OpenSession } from './open-session.js'
import type { AnswerWishes } from './plan-question.js'

/** What a person may say about the answer, as they typed it. */
export interface GivenWishes {
  readonly role: string | undefined
  readonly system: string | undefined
  readonly temperature: number | undefined
  readonly maxTokens: number | undefined
  readonly schema: string | undefined
  readonly pane: string | undefined
  readonly offline: boolean
}

export interface OpenWishes {
  readonly role: Role | undefined
  readonly schema: AnswerSchema | undefined
  readonly attached: readonly AttachedText[]
  /** For the model that was chosen: one that can't be held to a schema is told of it in words. */
  forModel(open: Pick<OpenSession, 'provider' | 'model' | 'models'>): AnswerWishes
}

/** Read the role, the schema and the pane that a question goes with. */
export async function openWishes(
  context: Pick<CommandContext, 'env' | 'cwd' | 'signal'>,
  given: GivenWishes,
): Promise<OpenWishes> {
  const [role, schema, pane] = await Promise.all([
    given.role === undefined ? undefined : (await import('../roles/find-role.js')).findRole(given.role, context),
    given.schema === undefined
      ? undefined
      : (await import('./answer-schema.js')).openAnswerSchema(given.schema, context.cwd),
    given.pane === undefined
      ? undefined
      : (await import('../input/pane-context.js')).paneContext(given.pane, context, given),
  ])
  return {
    role,
    schema,
    attached: pane === undefined ? [] : [pane],
    forModel({ provider, model, models }) {
      const known = findEntry([provider.id], model.model, models)?.capabilities
      const isHeld = provider.capabilities.has('response-schema') && (known?.includes('response-schema') ?? true)
      const parts = [role?.instructions, given.system, isHeld ? undefined : schema?.instruction]
      return {
        system: parts.filter((part) => part !== undefined).join('\n\n') || undefined,
        temperature: given.temperature ?? role?.temperature,
        maxTokens: given.maxTokens ?? role?.maxTokens,
        responseSchema: isHeld ? schema?.schema : undefined,
      }
    },
  }
}

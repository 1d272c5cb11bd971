import type { JsonObject } from '@engawa/core'
import * as z from 'zod'
import type { AskedFor, Desk } from '../exchange/desk.js'
import { confidence } from './confidence.js'

const opinion = z.object({
  agrees: z.boolean(),
  confidence,
  remarks: z.array(z.string()).describe('what is wrong or weak in the work, and why'),
  missed: z.array(z.string()).describe('what the work should have found and did not'),
})

/** What the expert said, and who it was. */
export const expertOutput = opinion.extend({ model: z.string() }).nullable()
export type Expert = z.output<typeof expertOutput>

const system = `You are an expert whom a colleague asks last, when the work is done. Judge it by what you were shown, not by its tone.
Agree only if you would sign it. Name what is wrong, what is not borne out by what was shown, and what was missed. Add nothing to be polite.`

/** Have another model check what was made. It hears the conversation: the material and the work stand in it. */
export async function askExpert(
  desk: Desk,
  model: string | undefined,
  { tool, result }: { tool: string; result: JsonObject },
): Promise<Expert> {
  if (model === undefined) return null
  const asked: AskedFor<z.output<typeof opinion>> & { schema: typeof opinion } = {
    model,
    expert: true,
    system,
    text: `This is the result of ${tool}. Check it against what was said and shown before.\n\n${JSON.stringify(result)}`,
    schema: opinion,
    facts: { tool: { name: tool, role: 'expert' } },
  }
  const { value, facts } = await desk.ask(asked)
  return { ...value, model: facts.model }
}

export function expertMarkdown(expert: Expert): string {
  if (expert === null) return ''
  const points = [...expert.remarks, ...expert.missed.map((text) => `Missed: ${text}`)].map((text) => `- ${text}`)
  const verdict = expert.agrees ? 'agrees' : 'does not agree'
  return [`## ${expert.model} ${verdict} (confidence: ${expert.confidence})`, '', ...points].join('\n')
}

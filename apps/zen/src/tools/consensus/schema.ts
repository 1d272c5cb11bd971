import * as z from 'zod'
import { confidence } from '../engine/confidence.js'
import { baseInput } from '../engine/read-input.js'

export const stances = ['for', 'against', 'neutral'] as const
export type Stance = (typeof stances)[number]

export const input = z.object({
  ...baseInput,
  models: z.array(z.string()).default([]).describe('who is asked: model, or model=for, model=against'),
})

/** What one model answers. */
export const view = z.object({
  position: z.enum(['support', 'oppose', 'conditional']),
  summary: z.string(),
  arguments: z.array(z.string()),
  risks: z.array(z.string()),
  confidence,
})

/** What is made of all. */
export const synthesis = z.object({
  agreement: z.array(z.string()),
  disagreement: z.array(z.object({ about: z.string(), views: z.string().describe('who holds what, by letter') })),
  recommendation: z.string(),
  conditions: z.array(z.string()),
  first_step: z.string(),
  confidence,
})

export const output = synthesis.extend({
  views: z.array(
    z.object({
      /** By which the synthesis names it. Null: it did not answer. */
      letter: z.string().nullable(),
      model: z.string(),
      stance: z.enum(stances),
      view: view.nullable(),
      error: z.object({ code: z.string(), message: z.string() }).nullable(),
    }),
  ),
})

export type View = z.output<typeof view>
export type Synthesis = z.output<typeof synthesis>

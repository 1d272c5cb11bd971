import * as z from 'zod'
import { baseInput } from '../engine/read-input.js'

export const input = z.object(baseInput)

export const output = z.object({ answer: z.string() })

import { ExtensionError } from '@engawa/core'
import { z } from 'zod'
import type { ExtensionManifest } from './sandbox.js'

const declared = z.object({
  version: z.string('export const VERSION must be a string').min(1, 'export const VERSION must not be empty').max(64),
  metadata: z.object(
    {
      name: z
        .string('METADATA.name must be a string')
        .regex(/^[A-Za-z][\w-]{0,63}$/, 'METADATA.name must begin with a letter and hold letters, digits, _ and -'),
      description: z.string().max(2_000).default(''),
      author: z.string().max(200).default(''),
      parameters: z.record(z.string(), z.json()).default({}),
      requires: z.array(z.string().max(64)).max(64).default([]),
      capabilities: z.array(z.string().min(1).max(500)).max(64).default([]),
    },
    'export const METADATA must be an object',
  ),
  execute: z.literal('function', 'execute must be an exported function'),
  validate: z.enum(['function', 'undefined'], 'validate must be a function when it is there'),
})

/**
 * Check what a guest says about itself.
 *
 * @param json `{ version, metadata, execute, validate }`, the last two as `typeof` names
 * @throws ExtensionError `sandbox/contract` naming each thing that is wrong
 */
export function readManifest(json: string): ExtensionManifest {
  const result = declared.safeParse(parseJson(json))
  if (result.success) {
    const { version, metadata } = result.data
    return { version, ...metadata }
  }
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new ExtensionError(`the extension does not keep the contract: ${problems.join('; ')}`, {
    code: 'sandbox/contract',
    hint: 'An extension exports VERSION, METADATA and execute(userInput, context, args).',
  })
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

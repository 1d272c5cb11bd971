import * as z from 'zod'

export const extensionStatus = z.enum(['active', 'inactive', 'error'])

export const extension = z.object({
  name: z.string(),
  version: z.string(),
  status: extensionStatus,
  description: z.string(),
  origin: z.enum(['core', 'user', 'generated']),
  capabilities: z.array(z.string()),
  execution_count: z.int(),
  error_count: z.int(),
  last_error: z.string().nullable(),
})

export const extensionList = z.object({ extensions: z.array(extension) })

export const extensionToggle = z.strictObject({ enabled: z.boolean() })

export const extensionReload = z.strictObject({ extension_name: z.string().min(1) })

import * as z from 'zod'

const nodeSchema = z.strictObject({ host: z.string().min(1).optional(), port: z.int().min(1).max(65_535).optional() })

/** Name of an environment variable, so that the password stands in no file. */
const passwordVariable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of an environment variable')

const connectionSchema = nodeSchema.extend({
  url: z.string().min(1).optional(),
  db: z.int().min(0).optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  password_env: passwordVariable.optional(),
  key_prefix: z.string().optional(),
  /** True, or files in PEM. The server's certificate is always verified. */
  tls: z
    .union([
      z.boolean(),
      z.strictObject({
        ca: z.string().optional(),
        cert: z.string().optional(),
        key: z.string().optional(),
        server_name: z.string().optional(),
      }),
    ])
    .optional(),
  sentinel: z
    .strictObject({
      name: z.string().min(1),
      nodes: z.array(nodeSchema).min(1),
      username: z.string().optional(),
      password_env: passwordVariable.optional(),
    })
    .optional(),
  cluster: z.strictObject({ nodes: z.array(nodeSchema).min(1) }).optional(),
})

export const storageSchema = z.strictObject({
  type: z.enum(['file', 'sqlite', 'postgres', 'redis', 'memory']),
  /** Who keeps what is written while a server is away. `none`: fail instead. */
  fallback: z.enum(['file', 'memory', 'none']),
  file_directory: z.string().min(1),
  sqlite_path: z.string().min(1),
  postgres_url: z.string().min(1).optional(),
  postgres_schema: z.string().min(1).optional(),
  /** Where that is kept until it is merged. */
  outage_directory: z.string().min(1),
  /** What is written is sealed with keys of the key store. What was written before stays as it is until `zen storage reseal`. */
  encryption: z.boolean(),
  redis: z
    .strictObject({
      connections: z.record(z.string().min(1), connectionSchema),
      /** The connection of projects that have none of their own name. */
      default: z.string().optional(),
    })
    .optional(),
  redis_url: z.string().min(1).optional(),
  redis_host: z.string().min(1).optional(),
  redis_port: z.int().min(1).max(65_535).optional(),
  redis_db: z.int().min(0).optional(),
  redis_username: z.string().optional(),
  redis_password: z.string().optional(),
  redis_password_env: passwordVariable.optional(),
  redis_key_prefix: z.string().optional(),
})

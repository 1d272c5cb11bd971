import {
  count,
  countOrNull,
  dollars,
  dollarsOrNull,
  exactly,
  listOf,
  served,
  text,
  textOrNull,
} from './schema-parts.js'

export const modelsOutput = exactly({
  default: textOrNull,
  providers: listOf(
    exactly({
      provider: text,
      location: { enum: ['local', 'cloud', 'none'] },
      endpoint: text,
      ready: { type: 'boolean' },
      status: text,
      key_source: textOrNull,
      models: listOf(text),
    }),
  ),
})

const flag = { type: ['boolean', 'null'] } as const

export const storageStatusOutput = exactly({
  ...served,
  location: text,
  durability: { enum: ['fsync', 'os', 'none'] },
  encrypted: { type: 'boolean' },
  fallback: { enum: ['file', 'memory', 'none'] },
  project: textOrNull,
  latency_ms: { type: 'number' },
  chain: listOf(
    exactly({
      type: text,
      healthy: flag,
      latency_ms: { type: ['number', 'null'] },
      /** Whether something waits here to be merged. */
      pending: flag,
      problem: textOrNull,
    }),
  ),
  left_behind: listOf(text),
})

export const storageSyncOutput = exactly({
  backend: text,
  sessions: count,
  messages: count,
  known: count,
  values: count,
  adjusted: listOf(text),
})

const storageCounts = { sessions: count, messages: count, records: count, versions: count, values: count }
const storageContent = exactly({ ...storageCounts, hash: text })

export const storageResealOutput = exactly({
  backend: text,
  key_id: text,
  rotated: { type: 'boolean' },
  sessions: count,
  messages: count,
  versions: count,
  blobs: count,
  values: count,
})

export const storageMigrateOutput = exactly({
  from: text,
  to: text,
  dry_run: { type: 'boolean' },
  ...storageCounts,
  verified: { type: 'boolean' },
  content: storageContent,
})

export const storageVerifyOutput = exactly({
  backend: text,
  against: textOrNull,
  whole: { type: 'boolean' },
  content: storageContent,
  content_there: { anyOf: [storageContent, { type: 'null' }] },
  problems: listOf(text),
})

export const modelsShowOutput = exactly({
  provider: text,
  model: text,
  aliases: listOf(text),
  context_window: countOrNull,
  max_output: countOrNull,
  capabilities: { anyOf: [listOf(text), { type: 'null' }] },
  // US dollars for a million tokens.
  price: {
    anyOf: [exactly({ input: dollars, output: dollars, cached_input: dollarsOrNull, as_of: text }), { type: 'null' }],
  },
})

export const modelsPullOutput = exactly({ provider: text, model: text, layers: count })

const used = {
  requests: count,
  input_tokens: count,
  output_tokens: count,
  cost_usd: dollars,
  // Requests whose cost nobody knows: `cost_usd` is too little by what they cost.
  unknown_cost: count,
  uncertain: count,
}

export const usageOutput = exactly({
  by: { enum: ['day', 'model', 'project', 'session'] },
  totals: listOf(exactly({ key: text, ...used })),
  total: exactly(used),
})

const redaction = { rule: text, path: text }

const answered = exactly({
  answer: text,
  session: text,
  provider: text,
  model: text,
  finish_reason: { enum: ['stop', 'length', 'tool-calls', 'content-filter', 'other'] },
  // Absent: the provider did not say.
  usage: { type: 'object', properties: { input_tokens: count, output_tokens: count } },
  cost_usd: dollarsOrNull,
  question_id: text,
  answer_id: text,
  ...served,
  durability: { enum: ['fsync', 'os', 'none'] },
  redactions: listOf(exactly(redaction)),
  notes: listOf(text),
  duration_ms: count,
})

const dryRun = exactly({
  provider: text,
  endpoint: text,
  location: { enum: ['local', 'cloud', 'none'] },
  session: text,
  payload: { type: 'object' },
  request: exactly({ method: text, url: text, headers: { type: 'object', additionalProperties: text }, body: text }),
  estimated_input_tokens: count,
  // Null: nobody knows.
  max_cost_usd: dollarsOrNull,
  redactions: listOf(exactly({ ...redaction, sentinel: text })),
})

export const chatOutput = { anyOf: [answered, dryRun] } as const

import { leftOutReasons } from '../input/sources/source.js'
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
  withOptional,
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

/** What went of the files that were named, and what did not. */
const sources = {
  files: listOf(exactly({ name: text, lines: count, of_lines: count, tokens: count })),
  images: listOf(text),
  left_out: listOf(exactly({ name: text, reason: { enum: [...leftOutReasons] } })),
}

const answered = withOptional(
  {
    // What `--schema` asked for, as a value.
    value: {},
    // What `--extract` asked for.
    extracted: text,
  },
  {
    answer: text,
    session: text,
    provider: text,
    model: text,
    // Who should have answered, and failed.
    instead_of: listOf(exactly({ provider: text, model: text, code: text })),
    // The answer of an earlier time to the very same request.
    cached: { type: 'boolean' },
    finish_reason: { enum: ['stop', 'length', 'tool-calls', 'content-filter', 'other'] },
    // Absent: the provider did not say.
    usage: { type: 'object', properties: { input_tokens: count, output_tokens: count } },
    cost_usd: dollarsOrNull,
    question_id: text,
    answer_id: text,
    ...served,
    durability: { enum: ['fsync', 'os', 'none'] },
    ...sources,
    redactions: listOf(exactly(redaction)),
    notes: listOf(text),
    duration_ms: count,
  },
)

export const dryRunOutput = exactly({
  provider: text,
  endpoint: text,
  location: { enum: ['local', 'cloud', 'none'] },
  session: text,
  // Not null: these requests go before the question, and `request` is the first of them.
  compaction: { anyOf: [exactly({ messages: count, requests: count }), { type: 'null' }] },
  payload: { type: 'object' },
  request: exactly({ method: text, url: text, headers: { type: 'object', additionalProperties: text }, body: text }),
  estimated_input_tokens: count,
  // Null: nobody knows.
  max_cost_usd: dollarsOrNull,
  ...sources,
  redactions: listOf(exactly({ ...redaction, sentinel: text })),
  notes: listOf(text),
})

export const chatOutput = { anyOf: [answered, dryRunOutput] } as const

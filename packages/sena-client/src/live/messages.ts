import * as z from 'zod'
import { turnStatus } from '../api/chat.js'
import { logRecord } from '../api/system.js'
import { stageRecord } from '../api/traces.js'

/** What a client can follow on `/ws/stream`. */
export const channels = ['processing', 'memory', 'logs', 'telemetry', 'events'] as const
export const channel = z.enum(channels)

/** Client to server. `after`: the last number seen; what was missed is sent again, once, in order. */
export const clientMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('subscribe'),
    channels: z.array(channel).min(1),
    after: z.int().min(0).optional(),
    /** From an earlier `welcome`: numbers of another server run mean nothing here. */
    run_id: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('ping') }),
])

const numbered = { seq: z.int().min(1) }

export const serverMessage = z.discriminatedUnion('type', [
  /** First on every connection. `resumed: false`: what was missed is gone, so ask the API for the present state. */
  z.object({
    type: z.literal('welcome'),
    run_id: z.string(),
    seq: z.int().min(0),
    resumed: z.boolean(),
    heartbeat_seconds: z.number(),
  }),
  z.object({ type: z.literal('pong') }),
  z.object({
    type: z.literal('closing'),
    reason: z.enum(['shutdown', 'slow', 'too_many', 'protocol']),
    message: z.string(),
  }),
  z.object({
    ...numbered,
    type: z.literal('turn_started'),
    data: z.object({ turn_id: z.string(), session_id: z.string(), input: z.string() }),
  }),
  z.object({
    ...numbered,
    type: z.literal('processing_update'),
    data: z.object({ turn_id: z.string(), session_id: z.string(), ...stageRecord.shape }),
  }),
  z.object({
    ...numbered,
    type: z.literal('turn_finished'),
    data: z.object({
      turn_id: z.string(),
      session_id: z.string(),
      status: turnStatus,
      model_used: z.string().nullable(),
      duration_ms: z.number(),
    }),
  }),
  z.object({
    ...numbered,
    type: z.literal('memory_update'),
    data: z.object({
      action: z.enum(['retrieving', 'retrieved', 'stored', 'edited', 'deleted']),
      query: z.string().nullish(),
      results_count: z.int(),
      turn_id: z.string().nullish(),
    }),
  }),
  z.object({ ...numbered, type: z.literal('log'), data: logRecord }),
  z.object({
    ...numbered,
    type: z.literal('telemetry'),
    data: z.object({ name: z.string(), value: z.number(), timestamp: z.string() }),
  }),
  z.object({ ...numbered, type: z.literal('event'), data: z.record(z.string(), z.unknown()) }),
])

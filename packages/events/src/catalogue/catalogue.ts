import type * as z from 'zod/mini'
import type * as perth from './perth-payloads.js'
import type * as sena from './sena-payloads.js'

/** The payload of each event type. */
export interface EventPayloads {
  'perth.milestone.recorded': z.infer<typeof perth.milestoneRecorded>
  'perth.session.started': z.infer<typeof perth.sessionStarted>
  'perth.session.ended': z.infer<typeof perth.sessionEnded>
  'perth.snapshot.created': z.infer<typeof perth.snapshotCreated>
  'perth.snapshot.restored': z.infer<typeof perth.snapshotRestored>
  'sena.turn.completed': z.infer<typeof sena.turnCompleted>
  'sena.turn.failed': z.infer<typeof sena.turnFailed>
}

export type EventType = keyof EventPayloads

export interface CatalogueEntry {
  /** Of the payload's schema. The first number changes when a consumer would have to. */
  readonly version: string
  readonly summary: string
  /** Schemas are loaded at first use: a command that announces nothing doesn't pay for them. */
  readonly schema: () => Promise<z.ZodMiniType>
}

const perthPayloads = () => import('./perth-payloads.js')
const senaPayloads = () => import('./sena-payloads.js')

/** Every event that Engawa announces. */
export const catalogue: Readonly<Record<EventType, CatalogueEntry>> = {
  'perth.milestone.recorded': {
    version: '1.0',
    summary: 'An intent entry was written for a pane.',
    schema: async () => (await perthPayloads()).milestoneRecorded,
  },
  'perth.session.started': {
    version: '1.0',
    summary: 'Perth saw a session of Zellij for the first time.',
    schema: async () => (await perthPayloads()).sessionStarted,
  },
  'perth.session.ended': {
    version: '1.0',
    summary: 'A session of Zellij is gone.',
    schema: async () => (await perthPayloads()).sessionEnded,
  },
  'perth.snapshot.created': {
    version: '1.0',
    summary: 'A snapshot of a session was taken.',
    schema: async () => (await perthPayloads()).snapshotCreated,
  },
  'perth.snapshot.restored': {
    version: '1.0',
    summary: 'A session was restored from a snapshot, in whole or in part.',
    schema: async () => (await perthPayloads()).snapshotRestored,
  },
  'sena.turn.completed': {
    version: '1.0',
    summary: 'Sena has answered.',
    schema: async () => (await senaPayloads()).turnCompleted,
  },
  'sena.turn.failed': {
    version: '1.0',
    summary: 'A turn ended without an answer.',
    schema: async () => (await senaPayloads()).turnFailed,
  },
}

export const isEventType = (value: string): value is EventType => Object.hasOwn(catalogue, value)

import type * as z from 'zod/mini'
import type * as engawa from './engawa-payloads.js'
import type * as perth from './perth-payloads.js'
import type * as sena from './sena-payloads.js'

/** The payload of each event type. */
export interface EventPayloads {
  'perth.milestone.recorded': z.infer<typeof perth.milestoneRecorded>
  'perth.session.started': z.infer<typeof perth.sessionStarted>
  'perth.session.ended': z.infer<typeof perth.sessionEnded>
  'perth.snapshot.created': z.infer<typeof perth.snapshotCreated>
  'perth.snapshot.restored': z.infer<typeof perth.snapshotRestored>
  'sena.turn.started': z.infer<typeof sena.turnStarted>
  'sena.turn.completed': z.infer<typeof sena.turnCompleted>
  'sena.turn.failed': z.infer<typeof sena.turnFailed>
  'sena.processing.updated': z.infer<typeof sena.processingUpdated>
  'sena.memory.updated': z.infer<typeof sena.memoryUpdated>
  'sena.log.recorded': z.infer<typeof sena.logRecorded>
  'sena.telemetry.updated': z.infer<typeof sena.telemetryUpdated>
  'sena.extension.loaded': z.infer<typeof sena.extensionLoaded>
  'sena.extension.failed': z.infer<typeof sena.extensionFailed>
  'sena.extension.generated': z.infer<typeof sena.extensionGenerated>
  'engawa.events.dropped': z.infer<typeof engawa.eventsDropped>
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
const engawaPayloads = () => import('./engawa-payloads.js')

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
  'sena.turn.started': {
    version: '1.0',
    summary: 'Sena has begun to work on a message.',
    schema: async () => (await senaPayloads()).turnStarted,
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
  'sena.processing.updated': {
    version: '1.0',
    summary: 'A stage of a turn has begun, gone on or ended.',
    schema: async () => (await senaPayloads()).processingUpdated,
  },
  'sena.memory.updated': {
    version: '1.0',
    summary: 'Memories were looked for, stored, changed or deleted.',
    schema: async () => (await senaPayloads()).memoryUpdated,
  },
  'sena.log.recorded': {
    version: '1.0',
    summary: 'Sena has written a line to its log.',
    schema: async () => (await senaPayloads()).logRecorded,
  },
  'sena.telemetry.updated': {
    version: '1.0',
    summary: 'A metric has a new value.',
    schema: async () => (await senaPayloads()).telemetryUpdated,
  },
  'sena.extension.loaded': {
    version: '1.0',
    summary: 'An extension was loaded, at the start or because its file has changed.',
    schema: async () => (await senaPayloads()).extensionLoaded,
  },
  'sena.extension.failed': {
    version: '1.0',
    summary: 'An extension could not be loaded, or broke.',
    schema: async () => (await senaPayloads()).extensionFailed,
  },
  'sena.extension.generated': {
    version: '1.0',
    summary: 'An extension was written by a model and tested.',
    schema: async () => (await senaPayloads()).extensionGenerated,
  },
  'engawa.events.dropped': {
    version: '1.0',
    summary: 'Events waited too long or were too many: consumers will never get them.',
    schema: async () => (await engawaPayloads()).eventsDropped,
  },
}

export const isEventType = (value: string): value is EventType => Object.hasOwn(catalogue, value)

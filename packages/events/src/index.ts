export type * from './envelope.js'
export type * from './outbox.js'

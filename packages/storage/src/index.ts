export type * from './chat-store.js'

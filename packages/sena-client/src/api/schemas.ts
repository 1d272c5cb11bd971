/** The schemas of the API as values, for the server and for whoever validates. The client itself needs only types. */
export * from '../live/messages.js'
export * from './chat.js'
export * from './extensions.js'
export * from './memory.js'
export * from './sessions.js'
export * from './system.js'
export * from './traces.js'

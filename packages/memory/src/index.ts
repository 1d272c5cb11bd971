export type * from './memory.js'

export type * from './command.js'

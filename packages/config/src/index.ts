export type * from './layered-config.js'

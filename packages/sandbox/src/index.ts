export type * from './sandbox.js'

export type * from './layered-config.js'
export { nearest } from './nearest.js'

export type * from './secret-filter.js'

import { v7 } from 'uuid'

/** Makes a new id at each call. */
export type IdGenerator = () => string

/** UUID version 7: unique without coordination, sorts by time of making. */
export const createId: IdGenerator = () => v7()

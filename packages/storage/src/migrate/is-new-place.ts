import { existsSync } from 'node:fs'
import type { BackendOptions } from '../open-storage.js'

/** Whether opening it would create it. */
export const isNewPlace = (place: BackendOptions): boolean =>
  place.type === 'memory' ||
  (place.type === 'file' && !existsSync(place.directory)) ||
  (place.type === 'sqlite' && !existsSync(place.path))

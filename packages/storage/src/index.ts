export type { DamageReport, OnReport } from './backends/file/damage.js'
export type * from './chat-store.js'
export { openStorage, type StorageOptions } from './open-storage.js'
export type { StoreOptions } from './store-options.js'

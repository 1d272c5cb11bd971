export {
  type AppDirectories,
  appDirectories,
  consentFile,
  type Environment,
  ensureDirectory,
  expandHome,
} from './directories/app-directories.js'
export { formatKeyPath, parseKeyPath } from './key-path.js'
export type * from './layered-config.js'
export { loadConfig } from './load/load-config.js'
export { maskSecret } from './mask-secret.js'
export { nearest } from './nearest.js'

export {
  type ConsentRecord,
  type ConsentStore,
  type ConsentStoreOptions,
  createConsentStore,
} from './consent/consent-store.js'
export { CONSENT_TEXT_VERSION, type ConsentSubject, consentText } from './consent/consent-text.js'
export {
  type AppDirectories,
  appDirectories,
  breakerDirectory,
  consentFile,
  type Environment,
  ensureDirectory,
  expandHome,
  keysFile,
  usageDirectory,
} from './directories/app-directories.js'
export { type ConfigLocation, editConfig } from './edit/edit-config.js'
export { replaceConfigFile } from './edit/replace-config-file.js'
export { migrateFile } from './edit/update-file.js'
export { formatKeyPath, parseKeyPath } from './key-path.js'
export { dataKeyIdOf } from './keys/key-name.js'
export { openKeyRing } from './keys/key-ring.js'
export { keySources } from './keys/key-sources.js'
export type * from './keys/key-store.js'
export { type KeyStoreOptions, openKeyStore } from './keys/open-key-store.js'
export { type AskHidden, type PassphraseQuestion, type Passphrases, passphrasesFrom } from './keys/passphrases.js'
export type * from './layered-config.js'
export { findProjectFile, userFilePath } from './load/config-locations.js'
export { loadConfig } from './load/load-config.js'
export { maskAddress } from './mask-address.js'
export { maskSecret } from './mask-secret.js'
export { type ProjectTrust, projectTrust } from './trust/project-trust.js'

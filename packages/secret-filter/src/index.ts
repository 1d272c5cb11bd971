export { createSecretFilter } from './create-secret-filter.js'
export type * from './secret-filter.js'
export { hashOfValue } from './sentinel.js'
export { type CompiledUserRule, compileUserRules } from './user-rules.js'

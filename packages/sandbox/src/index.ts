export { createSandbox, type SandboxOptions } from './create-sandbox.js'
export { defaultLimits } from './limits.js'
export type * from './sandbox.js'

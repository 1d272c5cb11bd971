import { testConfig } from '@engawa/vitest-config'

// A browser, a server and a model in each suite: slower than the rest, and much slower on a busy machine.
export default testConfig({ testTimeout: 60_000, hookTimeout: 90_000 })

import { testConfig } from '@engawa/vitest-config'

export default testConfig({ globalSetup: ['./test/build-bin.mjs'] })

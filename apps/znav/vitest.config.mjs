import { fileURLToPath } from 'node:url'
import { testConfig } from '@engawa/vitest-config'

export default testConfig({ globalSetup: [fileURLToPath(new URL('test/build-bin.mjs', import.meta.url))] })

import { testConfig } from '@engawa/vitest-config'

export default testConfig()

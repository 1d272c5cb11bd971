import { testConfig } from '@engawa/vitest-config'

// These conditions reach Node itself. With `import` among them pg's own `require` is given an ES module, and breaks.
export default { ...testConfig(), ssr: { resolve: { conditions: ['@engawa/source', 'node', 'default'] } } }

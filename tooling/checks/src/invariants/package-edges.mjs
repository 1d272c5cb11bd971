/** What each library may lean on. Everything may lean on core; apps may lean on every library. */
const allowed = {
  core: [],
  'durable-fs': [],
  config: ['durable-fs'],
  storage: ['durable-fs'],
  'secret-filter': [],
  'llm-providers': ['durable-fs', 'secret-filter'],
  events: [],
  memory: ['storage', 'llm-providers'],
  sandbox: [],
  'sena-client': [],
  'cli-kit': ['config'],
}

const tooling = new Set(['testkit', 'tsconfig', 'tsup-config', 'vitest-config', 'bench', 'checks', 'dev'])

/** @type {import('../invariant.mjs').Invariant} */
export const packageEdges = {
  name: 'allowed-package-edges',
  check: ({ file, imports }) => {
    const [kind, room] = file.room.split('/')
    return imports.flatMap(({ from, line }) => {
      const target = /^@engawa\/([^/]+)/.exec(from)?.[1]
      if (!target || target === room) return []
      if (tooling.has(target)) {
        return file.test || kind === 'tooling' || /\.config\.mjs$|build\.mjs$/.test(file.path)
          ? []
          : [{ line, message: `published code leans on tooling (${from})` }]
      }
      if (['zen', 'znav', 'sena', 'web'].includes(target))
        return [{ line, message: `nothing imports an app (${from})` }]
      if (kind !== 'packages' || target === 'core' || file.test) return []
      return allowed[room]?.includes(target) ? [] : [{ line, message: `${room} may not lean on ${target}` }]
    })
  },
}

/** @type {import('../invariant.mjs').Invariant} */
export const noDeepImports = {
  name: 'no-deep-imports',
  check: ({ file, imports }) =>
    imports.flatMap(({ from, line }) => {
      const intoSource = /^@engawa\/[^/]+\/(src|dist)\//.test(from)
      const depth = file.path.split('/').length - 3
      const climbs = /^(\.\.\/)+/.exec(from)?.[0].length ?? 0
      return intoSource || climbs / 3 > depth ? [{ line, message: `reaches into another room (${from})` }] : []
    }),
}

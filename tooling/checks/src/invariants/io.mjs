import { builtinModules } from 'node:module'

const builtin = new Set(builtinModules)

/** @type {import('../invariant.mjs').Invariant} */
export const coreDoesNoIo = {
  name: 'core-does-no-io',
  check: ({ file, imports }) =>
    file.room !== 'packages/core' || file.test
      ? []
      : imports
          .filter(({ from }) => from.startsWith('node:') || builtin.has(from))
          .map(({ from, line }) => ({ line, message: `core imports ${from}` })),
}

const heavy = /^(ioredis|amqplib|better-sqlite3|openai|@anthropic-ai\/sdk|ollama|undici|pg|quickjs-emscripten)(\/|$)/

/** @type {import('../invariant.mjs').Invariant} */
export const lazyHeavyClients = {
  name: 'lazy-heavy-clients',
  check: ({ file, imports }) =>
    file.test || file.room.startsWith('tooling/')
      ? []
      : imports
          .filter(
            ({ from, typeOnly, dynamic }) =>
              heavy.test(from) && !typeOnly && !dynamic && !/\.worker\.ts$|\/worker\//.test(file.path),
          )
          .map(({ from, line }) => ({ line, message: `imports ${from} at start; use import() in the adapter` })),
}

/** Runs one command, and is all that is left when it has ended. */
const programStart = /^apps\/[^/]+\/src\/main\.ts$/

/** @type {import('../invariant.mjs').Invariant} */
export const noProcessExit = {
  name: 'no-process-exit',
  check: ({ file, calls }) =>
    file.test || file.room.startsWith('tooling/') || programStart.test(file.path)
      ? []
      : calls
          .filter(({ name }) => name === 'process.exit')
          .map(({ line }) => ({ line, message: 'calls process.exit; return an exit code instead' })),
}

const mocks = new Set(['vi.mock', 'vi.doMock', 'vi.hoisted', 'jest.mock'])

/** @type {import('../invariant.mjs').Invariant} */
export const noMocks = {
  name: 'no-mocks',
  check: ({ calls }) =>
    calls
      .filter(({ name }) => mocks.has(name))
      .map(({ line }) => ({ line, message: 'mocks a module; start the real thing' })),
}

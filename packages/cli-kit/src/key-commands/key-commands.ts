import type { CliDefinition, CommandDefinition } from '../command.js'
import { type KeyApp, projectOption, providerArgument } from './key-app.js'
import { listOutput, removeOutput, rotateOutput, setOutput, whichOutput } from './key-schemas.js'

const storeOption = (description: string) =>
  ({ flags: '--store <place>', description, choices: ['keyring', 'file'] }) as const

/** `keys set|list|which|rm|rotate` for one app. One store serves every tool of the suite. */
export const keyCommands = (app: KeyApp): readonly CommandDefinition[] => [
  {
    path: 'keys set',
    summary: 'Keep a key, read from standard input or typed unseen: in the OS keyring, else in an encrypted file.',
    arguments: [providerArgument],
    options: [
      projectOption,
      storeOption('where; the OS keyring where there is one, else the encrypted file'),
      { flags: '--insecure-storage', description: 'in plaintext, readable by whatever reads your files' },
    ],
    examples: [
      { command: `${app.program} keys set openai`, explains: 'asks for the key, and shows nothing of it' },
      { command: `${app.program} keys set openai --project work < key.txt`, explains: 'for one project, from a file' },
    ],
    output: setOutput,
    load: async () => {
      const { setKey } = await import('./set-key.js')
      return { run: (context, input) => setKey(app, context, input) }
    },
  },
  {
    path: 'keys list',
    summary: 'List the keys that are there, by name and place.',
    examples: [{ command: `${app.program} keys list`, explains: 'never the keys themselves' }],
    output: listOutput,
    load: async () => {
      const { listKeys } = await import('./list-keys.js')
      return { run: (context) => listKeys(app, context) }
    },
  },
  {
    path: 'keys which',
    summary: 'Show which key would be used, masked, and what it covers.',
    arguments: [providerArgument],
    options: [projectOption],
    examples: [{ command: `${app.program} keys which openai`, explains: 'environment, keyring or file' }],
    output: whichOutput,
    load: async () => {
      const { whichKey } = await import('./which-key.js')
      return { run: (context, input) => whichKey(app, context, input) }
    },
  },
  {
    path: 'keys rm',
    summary: 'Remove a stored key.',
    arguments: [providerArgument],
    options: [projectOption, storeOption('from there alone; from both unless told')],
    examples: [{ command: `${app.program} keys rm openai`, explains: 'from the keyring and the file' }],
    output: removeOutput,
    load: async () => {
      const { removeKey } = await import('./remove-key.js')
      return { run: (context, input) => removeKey(app, context, input) }
    },
  },
  {
    path: 'keys rotate',
    summary: 'Seal the encrypted file anew: another data key, and another passphrase if you like.',
    options: [{ flags: '--new-passphrase', description: 'ask for a new passphrase too' }],
    examples: [
      {
        command: `${app.program} keys rotate`,
        explains: 'a new data key; also makes a plaintext file an encrypted one',
      },
      { command: `${app.program} keys rotate --new-passphrase`, explains: 'asks for the old and the new one' },
    ],
    output: rotateOutput,
    load: async () => {
      const { rotateKeys } = await import('./rotate-keys.js')
      return { run: rotateKeys }
    },
  },
]

/** Live values for their completion; spread into the definition's `completions`. */
export const keyCompletions = (app: KeyApp): NonNullable<CliDefinition['completions']> => ({
  'key-providers': async (context) => (await app.providers(context)).map(({ id }) => id),
})

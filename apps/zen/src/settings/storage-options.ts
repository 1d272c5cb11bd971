import type { CommandInput, OptionDefinition } from '@engawa/cli-kit'
import type { ConfigSources } from '@engawa/config'

/** Backends that outlive a command. */
export const storageTypes = ['file', 'sqlite', 'postgres', 'redis'] as const

/** Options of every command that touches conversations. */
export const storageOptions: readonly OptionDefinition[] = [
  { flags: '--project <name>', description: 'the conversations of this project' },
  {
    flags: '--storage <type>',
    description: 'where they are kept, this once',
    choices: [...storageTypes, 'memory'],
  },
  {
    flags: '--require-storage',
    description: 'fail when that place is away, rather than keep words elsewhere meanwhile',
  },
]

type Flags = NonNullable<ConfigSources['flags']>

/** What was given of them, as settings. */
export const storageFlags = ({ project, storage, requireStorage }: CommandInput['options']): Flags => ({
  '--project': project,
  '--storage': storage,
  '--require-storage': requireStorage === true ? 'none' : undefined,
})

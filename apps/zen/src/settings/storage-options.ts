import type { CommandInput, OptionDefinition } from '@engawa/cli-kit'
import type { ConfigSources } from '@engawa/config'

/** Backends that outlive a command. */
export const storageTypes = ['file', 'sqlite', 'postgres', 'redis'] as const

/** Which project is meant, and where its conversations are kept, this once. Honoured in every position. */
export const globalOptions: readonly OptionDefinition[] = [
  {
    flags: '--project <name>',
    description: 'work in this project: its conversations, settings and keys',
    complete: 'projects',
  },
  {
    flags: '--storage <type>',
    description: 'where they are kept, this once',
    choices: [...storageTypes, 'memory'],
  },
  {
    flags: '--require-storage',
    description: 'fail when that place is away, rather than keep words elsewhere meanwhile',
  },
  { flags: '--memory', description: 'keep nothing of this call on the disk' },
]

type Flags = NonNullable<ConfigSources['flags']>

/** What was given of them, as settings. */
export const storageFlags = ({ project, storage, requireStorage, memory }: CommandInput['options']): Flags => ({
  '--project': project,
  '--storage': memory === true ? 'memory' : storage,
  '--require-storage': requireStorage === true ? 'none' : undefined,
})

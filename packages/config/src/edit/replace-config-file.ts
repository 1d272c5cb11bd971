import { UserError } from '@engawa/core'
import { withFileLock, writeFileAtomic } from '@engawa/durable-fs'
import type { z } from 'zod'
import { migrateSettings } from '../files/migrate-settings.js'
import { parseSettings } from '../files/parse-settings.js'
import { readConfigText } from '../files/read-text.js'
import type { ConfigDefinition } from '../layered-config.js'
import { fileLayer } from '../load/layer.js'
import { problemsError } from '../load/problems-error.js'
import { secretTest } from '../load/secret-paths.js'
import type { SettingsTree } from '../settings-tree.js'
import { followLinks } from './real-path.js'

/**
 * Put a text that a person edited in place of a configuration file, when it is valid.
 *
 * @throws ConfigError naming what is wrong with the new text; UserError `config/changed-meanwhile` when the file isn't
 * the one any more that was edited. The file is untouched then.
 */
export async function replaceConfigFile<S extends z.ZodObject>(
  definition: ConfigDefinition<S>,
  path: string,
  { before, after }: { readonly before: string; readonly after: string },
): Promise<void> {
  const { tree } = migrateSettings(definition, path, await parseSettings(path, after))
  const [schema, { validate }, { outline }, { withoutUnknown }] = await Promise.all([
    definition.schema(),
    import('../load/validate.js'),
    import('../load/schema-outline.js'),
    import('../load/unknown-keys.js'),
  ])
  const layer = fileLayer('user', path, withoutUnknown(fileLayer('user', path, tree), outline(schema)))
  const outcome = validate(schema, definition.defaults as SettingsTree, [layer], secretTest(definition))
  if ('problems' in outcome) throw problemsError(outcome.problems)
  const target = followLinks(path)
  await withFileLock(`${target}.lock`, () => {
    if ((readConfigText(target) ?? '') !== before.replace(/^\ufeff/, '')) {
      throw new UserError(`${path} was changed by another process meanwhile`, {
        code: 'config/changed-meanwhile',
        hint: 'Nothing was written. Edit it again.',
      })
    }
    writeFileAtomic(target, after)
  })
}

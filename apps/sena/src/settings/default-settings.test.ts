import { expect, test } from 'vitest'
import { defaultSettings } from './default-settings.js'
import { settingsSchema } from './settings-schema.js'

test('the defaults are those of the schema', () => {
  expect(settingsSchema.parse({})).toEqual(defaultSettings)
})

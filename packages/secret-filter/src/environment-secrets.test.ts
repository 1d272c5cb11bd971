import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createSecretFilter } from './create-secret-filter.js'
import { environmentSecrets } from './environment-secrets.js'

it('knows the values of variables that are named like secrets, and no others', () => {
  const value = () => `plain-${randomBytes(9).toString('hex')}`
  const env = {
    MY_SERVICE_TOKEN: value(),
    db_password: value(),
    KEY: value(),
    EDITOR: 'vim',
    SHORT_KEY: '1',
    NO_TOKEN: undefined,
  }
  expect(environmentSecrets(env).map(({ name }) => name)).toEqual(['MY_SERVICE_TOKEN', 'db_password', 'KEY'])

  const filter = createSecretFilter({ knownValues: environmentSecrets(env) })
  const { text } = filter.redactText(`It is ${env.MY_SERVICE_TOKEN}, said ${env.EDITOR}.`)
  expect(text).toMatch(/^It is ‹secret:MY_SERVICE_TOKEN:[0-9a-f]+›, said vim\.$/)
})

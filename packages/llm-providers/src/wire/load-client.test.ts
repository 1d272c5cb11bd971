import { describe, expect, it } from 'vitest'
import { loadClient } from './load-client.js'

describe('loadClient', () => {
  it('names the client that cannot be loaded', async () => {
    const missing = 'no-such-client'
    await expect(loadClient(missing, () => import(/* @vite-ignore */ missing))).rejects.toMatchObject({
      code: 'llm/no-client',
      exitCode: 1,
      message: 'The client no-such-client could not be loaded.',
      cause: expect.any(Error),
    })
  })
})

import type { Extension } from '@engawa/sena-client'
import { extensionReload, extensionToggle } from '@engawa/sena-client/schemas'
import { Hono } from 'hono'
import type { ListedExtension } from '../../extensions/extension-registry.js'
import type { ApiPorts } from '../api-ports.js'
import { readBody } from '../read-request.js'

/** The extensions: list, switch on and off, read again. */
export function extensionRoutes({ extensions }: Pick<ApiPorts, 'extensions'>): Hono {
  return new Hono()
    .get('/', async (c) => c.json({ extensions: (await extensions.list()).map(view) }))
    .post('/reload', async (c) => {
      const { extension_name } = await readBody(c, extensionReload)
      return c.json(view(await extensions.reload(extension_name)))
    })
    .put('/:name/toggle', async (c) => {
      const { enabled } = await readBody(c, extensionToggle)
      return c.json(view(await extensions.setEnabled(c.req.param('name'), enabled)))
    })
}

const view = ({ manifest, origin, row }: ListedExtension): Extension => ({
  name: manifest.name,
  version: manifest.version,
  status: row.status,
  description: manifest.description,
  origin,
  capabilities: [...manifest.capabilities],
  execution_count: row.executionCount,
  error_count: row.errorCount,
  last_error: row.lastError,
})

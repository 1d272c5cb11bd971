import { type CommandInput, type CommandModule, neutralise } from '@engawa/cli-kit'
import type { ChatStore } from '@engawa/storage'
import { type Client, clientConfig } from '../mcp/client-config.js'
import type { CallLimits } from '../mcp/read-call.js'

/** `zen mcp` */
export const run: CommandModule['run'] = async (context, { options }) => {
  const full = options.surface === 'full'
  if (typeof options.printConfig === 'string') return printed(options.printConfig as Client, full)

  const [{ createMcpServer }, surface] = await Promise.all([
    import('../mcp/create-mcp-server.js'),
    openSurface(full, {
      model: options.model as string | undefined,
      maxCost: options.maxCost as number | undefined,
      keepNothing: options.memory === true,
      offline: options.offline === true,
    }),
  ])
  const held = await memoryOf(options)
  const newServer = () => createMcpServer(surface, context, options, held)
  const port = options.http as number | undefined
  if (port === undefined) {
    const { serveStdio } = await import('../mcp/serve-stdio.js')
    await serveStdio(newServer(), context.signal)
    return { data: { served: 'stdio' }, streamed: 'lines' }
  }
  const { serveHttp } = await import('../mcp/serve-http.js')
  const token = context.env.ZEN_MCP_TOKEN || undefined
  const onListening = (address: string) => {
    context.stderr.write(`zen serves MCP at ${address}\n`)
    if (token === undefined && context.verbosity !== 'quiet') context.stderr.write(`${openToAll(context.cwd)}\n`)
  }
  await serveHttp({ port, token, newServer, onListening }, context.signal)
  return { data: { served: 'http' }, streamed: 'lines' }
}

/** What is kept on no disk is known as long as the server runs, so that a client can go on in a session. */
async function memoryOf({ memory, storage }: CommandInput['options']): Promise<ChatStore | undefined> {
  if (memory !== true && storage !== 'memory') return undefined
  return (await import('@engawa/storage')).openStorage({ type: 'memory' })
}

const openSurface = async (full: boolean, limits: CallLimits) =>
  full
    ? (await import('../mcp/full-surface.js')).fullSurface(limits)
    : (await import('../mcp/two-tools.js')).twoTools(limits)

/** What a port without a token gives away: it is open to every account of the machine, unlike the files. */
const openToAll = (folder: string): string =>
  `note: whoever can run a program on this machine can have it read the files of ${neutralise(folder)} and spend on your models; ZEN_MCP_TOKEN asks clients for a token`

function printed(client: Client, full: boolean) {
  const { where, text } = clientConfig(client, ['mcp', ...(full ? ['--surface', 'full'] : [])])
  return { data: { served: 'nothing', client, where, config: text }, text: `# ${where}\n${text}` }
}

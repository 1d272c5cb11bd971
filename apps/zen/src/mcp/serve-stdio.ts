import type { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'

/** Serve one client over stdin and stdout until it goes away or the signal comes. */
export async function serveStdio(server: Server, signal: AbortSignal): Promise<void> {
  const transport = new StdioServerTransport()
  const { stdin, stdout } = process
  const ended = new Promise<void>((resolve) => {
    // The transport itself does not notice that nobody is there any more.
    stdin.once('end', resolve)
    stdin.once('close', resolve)
    stdout.once('error', () => resolve())
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await server.connect(transport)
  await ended
  await server.close()
}

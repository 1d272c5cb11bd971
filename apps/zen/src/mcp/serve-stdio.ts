import { setImmediate } from 'node:timers/promises'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import type { McpServer } from './create-mcp-server.js'

/** Serve one client over stdin and stdout until it goes away or the signal comes. What it asked before is answered. */
export async function serveStdio({ server, idle }: McpServer, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  const { stdin, stdout } = process
  const stopped = new Promise<void>((resolve) => {
    stdout.once('error', () => resolve())
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  // The transport itself does not notice that nobody is there any more.
  const closed = new Promise<void>((resolve) => {
    stdin.once('end', resolve)
    stdin.once('close', resolve)
  })
  await server.connect(new StdioServerTransport())
  await Promise.race([closed.then(() => answered(idle)), stopped])
  await server.close()
}

async function answered(idle: McpServer['idle']): Promise<void> {
  // The library takes up a message, and writes an answer, a few promises later than it comes; closing takes it back.
  await setImmediate()
  await idle()
  await setImmediate()
}

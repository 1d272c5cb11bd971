import { type ChildProcess, spawn } from 'node:child_process'

export interface ClientOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly session: string
  readonly columns: number
  readonly rows: number
}

/** A client of Zellij that nobody looks at. */
export interface UnseenClient {
  /** True once it has ended, or could not be started. */
  readonly ended: () => boolean
  end(): void
}

/**
 * Attach to a session in a terminal of some size, where nobody looks. Zellij shapes floating panes and knows a focus only
 * where somebody is attached. `script` has a terminal to give: it is on every Linux and macOS.
 */
export function attachUnseen({ env, session, columns, rows }: ClientOptions): UnseenClient {
  const line = `stty rows ${rows} cols ${columns} && exec zellij attach "$ENGAWA_SESSION"`
  const args = process.platform === 'darwin' ? ['-q', '/dev/null', 'sh', '-c', line] : ['-qec', line, '/dev/null']
  const { ZELLIJ: _inside, ZELLIJ_SESSION_NAME: _session, ZELLIJ_PANE_ID: _pane, ...outside } = env
  const child: ChildProcess = spawn('script', args, {
    env: { TERM: 'xterm-256color', ...outside, SHELL: '/bin/sh', ENGAWA_SESSION: session },
    // Its input stays open: at its end the terminal would be told to close.
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  let over = false
  child.on('error', () => {
    over = true
  })
  child.on('exit', () => {
    over = true
  })
  child.stdin?.on('error', () => {})
  return {
    ended: () => over,
    end: () => {
      child.stdin?.end()
      child.kill()
      child.unref()
    },
  }
}

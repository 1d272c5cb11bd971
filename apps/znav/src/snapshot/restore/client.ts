import { spawn } from 'node:child_process'
import { outsideOfZellij } from './outside.js'

export interface ClientOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly session: string
  readonly columns: number
  readonly rows: number
  /** Make the session from this layout: `--layout-string` and the text, or `--layout` and a file. */
  readonly layout?: readonly [flag: string, value: string]
}

/** A client of Zellij that nobody looks at. */
export interface UnseenClient {
  /** True once it has ended, or could not be started. */
  readonly ended: () => boolean
  /** It has drawn a screen. An order that reaches Zellij before that can keep it from ever doing so. */
  readonly drawn: () => boolean
  /** What somebody would type, or do with the mouse. */
  type(bytes: string): void
  end(): void
}

/** Frames alone are more than that; what a terminal is asked at the start is less. */
const screenfulBytes = 1_000

/**
 * Attach to a session, making it where a layout is given, in a terminal of some size where nobody looks. Zellij shapes
 * panes to the terminal that it is started in, and knows a focus only where somebody is attached. `script` has a terminal
 * to give: it is on every Linux and macOS.
 */
export function attachUnseen({ env, session, columns, rows, layout }: ClientOptions): UnseenClient {
  const making = layout === undefined ? 'attach' : '"$ENGAWA_FLAG" "$ENGAWA_LAYOUT" attach --create'
  const line = `stty rows ${rows} cols ${columns} && exec zellij ${making} "$ENGAWA_SESSION"`
  const args = process.platform === 'darwin' ? ['-q', '/dev/null', 'sh', '-c', line] : ['-qec', line, '/dev/null']
  const [flag, value] = layout ?? []
  const given = { SHELL: '/bin/sh', ENGAWA_SESSION: session, ENGAWA_FLAG: flag, ENGAWA_LAYOUT: value }
  const child = spawn('script', args, {
    env: { TERM: 'xterm-256color', ...outsideOfZellij(env), ...given },
    // Its input stays open: at its end the terminal would be told to close.
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  let over = false
  let seen = 0
  child.stdout?.on('data', (chunk: Buffer) => {
    seen += chunk.length
  })
  const note = () => {
    over = true
  }
  child.on('error', note)
  child.on('exit', note)
  child.stdin?.on('error', note)
  return {
    ended: () => over,
    drawn: () => seen >= screenfulBytes,
    type: (bytes) => void child.stdin?.write(bytes),
    end: () => {
      child.stdin?.end()
      child.kill()
      child.unref()
    },
  }
}

import { type ChildProcess, spawn } from 'node:child_process'

/** Ends what a test started, however the test's own process ends. */
export interface Guardian {
  /** The clean-up was done properly: the guardian has nothing to do any more. */
  release(): void
}

const script = `
read -r word
[ "$word" = released ] && exit 0
[ "$2" -gt 1 ] && kill -KILL -- "-$2" 2>/dev/null
for process in /proc/[0-9]*; do
  if grep -qszFx "ENGAWA_TEST_SERVICE=$1" "$process/environ"; then kill -KILL "\${process#/proc/}" 2>/dev/null; fi
done
[ -n "$3" ] && rm -rf -- "$3"
exit 0
`

/**
 * A shell that waits on a pipe whose other end only this process holds. When the process goes, by SIGKILL too, the pipe
 * closes and the shell kills what carries `mark` in its environment, and the process group, and removes the folder.
 */
export function startGuardian(options: { mark?: string; group?: number; directory?: string }): Guardian {
  const { mark = 'none', group = 0, directory = '' } = options
  const shell: ChildProcess = spawn('/bin/sh', ['-c', script, 'guardian', mark, String(group), directory], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin' },
  })
  shell.unref()
  // A guardian that could not start, or was killed, must not bring the test down.
  shell.on('error', () => undefined)
  shell.stdin?.on('error', () => undefined)
  if (shell.stdin && 'unref' in shell.stdin && typeof shell.stdin.unref === 'function') shell.stdin.unref()
  return { release: () => void shell.stdin?.end('released\n') }
}

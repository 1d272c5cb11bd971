#!/usr/bin/env node
import { redactCommand } from './redact-command.js'

/** Written in when the package is built. */
declare const __VERSION__: string

// A reader that has seen enough: not a fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exitCode = error.code === 'EPIPE' ? 0 : 1
  process.stdin.destroy()
})

void redactCommand(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  version: __VERSION__,
  out: (text) =>
    new Promise((resolve) => {
      if (process.stdout.destroyed) resolve()
      else process.stdout.write(text, () => resolve())
    }),
  err: (text) => process.stderr.write(text),
}).then((code) => {
  process.exitCode = code
})

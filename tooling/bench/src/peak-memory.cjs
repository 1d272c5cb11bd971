// Required before a program: says at its end how much memory it had at most, in KiB, on file descriptor 3.
process.once('exit', () => {
  require('node:fs').writeSync(3, String(process.resourceUsage().maxRSS))
})

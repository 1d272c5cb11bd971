import type { CommandContext } from '../command.js'
import { truncate } from './display-width.js'

export interface Progress {
  /** Say what is being done now. */
  update(text: string): void
  /** Take the line away, and leave `text` in its place if there is any. */
  done(text?: string): void
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

/** A line on stderr that says what takes so long. Nothing where stderr is no terminal, or with `--quiet`. */
export function progress({ stderr, verbosity }: Pick<CommandContext, 'stderr' | 'verbosity'>, text: string): Progress {
  if (!stderr.isTty || verbosity === 'quiet') return { update: () => {}, done: () => {} }
  let current = text
  let frame = 0
  const draw = () => {
    frame = (frame + 1) % frames.length
    stderr.write(`\r\u001b[K${frames[frame]} ${truncate(current, stderr.width - 3)}`)
  }
  draw()
  const timer = setInterval(draw, 100)
  // A forgotten spinner must not keep the process alive.
  timer.unref()
  return {
    update(next) {
      current = next
      draw()
    },
    done(last = '') {
      clearInterval(timer)
      stderr.write(`\r\u001b[K${last === '' ? '' : `${last}\n`}`)
    },
  }
}

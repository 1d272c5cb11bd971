import { lstatSync, readlinkSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileProblem } from '../files/parse-problem.js'

/**
 * Where a configuration file really stands. A link is followed, so that a file kept in a dotfiles repository is changed
 * there and the link stays a link; also where its target doesn't exist yet.
 */
export function followLinks(path: string): string {
  let current = path
  for (let hops = 0; hops < 20; hops++) {
    const stat = lstatSync(current, { throwIfNoEntry: false })
    if (stat === undefined || !stat.isSymbolicLink()) return current
    current = resolve(dirname(current), readlinkSync(current))
  }
  throw fileProblem(path, 'is a link that leads in a circle', { hint: 'Remove the link.' })
}

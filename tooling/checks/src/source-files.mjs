import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {object} SourceFile
 * @property {string} path relative to the root, with `/`
 * @property {string} room `packages/storage`
 * @property {string} text
 * @property {boolean} test part of a test, not of what is published
 */

/** Everything under version control, or about to be, that is code. @param {string} root @returns {SourceFile[]} */
export function sourceFiles(root) {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  return listed
    .split('\0')
    .filter((path) => /^(apps|packages|tooling)\/.*\.(ts|tsx|mts|mjs)$/.test(path) && existsSync(join(root, path)))
    .map((path) => ({
      path,
      room: path.split('/').slice(0, 2).join('/'),
      text: readFileSync(join(root, path), 'utf8'),
      test: /\.test\.tsx?$|\/test\/|\/conformance\/|\/testing\//.test(path),
    }))
}

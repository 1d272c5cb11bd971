import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Characters. What is longer stays a file of its own: a heavy library that most commands do without. */
const smallPart = 24_000

/**
 * Puts the small parts of a bin into one file, each as a function that its loader calls when the part is needed: fifty
 * short files take longer to open one by one than to be read at once.
 *
 * @param {string} dir
 * @param {readonly (import('rolldown').OutputChunk | import('rolldown').OutputAsset)[]} output
 * @param {RegExp} [apart] parts made of nothing but modules that match stay files of their own: each start reads the one
 *   file whole, so what few commands need has no place in it
 * @returns {Promise<string>} the file's name, which ends in the hash of its content as each part's does
 */
export async function gatherParts(dir, output, apart) {
  const isApart = (/** @type {import('rolldown').OutputChunk} */ { moduleIds }) =>
    apart !== undefined && moduleIds.length > 0 && moduleIds.every((id) => apart.test(id))
  const names = output
    .flatMap((part) =>
      part.type === 'chunk' && !part.isEntry && part.code.length <= smallPart && !isApart(part) ? [part.fileName] : [],
    )
    .sort()
  const functions = await Promise.all(
    names.map(async (name) => asFunction(name, await readFile(join(dir, name), 'latin1'))),
  )
  const text = `module.exports={${functions.join(',\n')}}\n`
  const file = `parts-${createHash('sha256').update(text).digest('base64url').slice(0, 8)}.cjs`
  await writeFile(join(dir, file), text, 'latin1')
  await Promise.all(names.map((name) => rm(join(dir, name))))
  return file
}

/** @param {string} name @param {string} code */
const asFunction = (name, code) =>
  `${JSON.stringify(name)}:function(exports,require,module,__filename,__dirname){${code}\n}`

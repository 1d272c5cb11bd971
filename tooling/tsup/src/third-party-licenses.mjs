import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The licences of what went into a bundle: whoever passes the code on passes them on too.
 *
 * @param {Iterable<string>} moduleIds files that the bundle was made of
 * @returns {Promise<string>} name, version, licence and its text, one dependency after the other
 */
export async function thirdPartyLicenses(moduleIds) {
  const folders = new Set([...moduleIds].map(packageFolder).filter((folder) => folder !== undefined))
  const notices = await Promise.all([...folders].map(notice))
  const unique = new Map(notices.map((entry) => [entry.name, entry.text]))
  return [...unique.keys()]
    .sort()
    .map((name) => unique.get(name))
    .join(`\n${'-'.repeat(80)}\n\n`)
}

/** @param {string} id @returns {string | undefined} the folder of the dependency that a file belongs to */
function packageFolder(id) {
  return /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1]
}

/** @param {string} folder */
async function notice(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file === undefined ? '' : `\n${(await readFile(join(folder, file), 'utf8')).trim()}\n`
  return { name: `${name}@${version}`, text: `${name} ${version} (${license})\n${text}` }
}

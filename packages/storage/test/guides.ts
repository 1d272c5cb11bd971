import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const packageFolder = fileURLToPath(new URL('..', import.meta.url))

/** The pieces of TypeScript in a page, by the file name in their first line. */
export function codeIn(page: string): ReadonlyMap<string, string> {
  const text = readFileSync(join(packageFolder, page), 'utf8')
  const pieces = [...text.matchAll(/```ts\n\/\/ (\S+)\n(.*?)```/gs)]
  return new Map(pieces.map(([, name = '', code = '']) => [name, code]))
}

/** A folder of its own below the package's `node_modules`, from where everything is found that the package finds. */
export async function folderWith(files: ReadonlyMap<string, string>): Promise<string> {
  const cache = join(packageFolder, 'node_modules', '.engawa-test')
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'guide-'))
  for (const [name, content] of files) await writeFile(join(folder, name), content)
  return folder
}

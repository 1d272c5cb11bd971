import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { packageFolder } from './guides.js'

const run = promisify(execFile)
const packages = join(packageFolder, '..')

/** What is not for npm, but for compiling. */
const tools = ['@types/node', 'undici-types']

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
}

/**
 * A project outside of the workspace that has installed the packages: each is what its tarball holds, and what they need
 * from others is linked to where the workspace has it.
 */
export async function installedProject(names: readonly string[]): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), 'installed-'))
  const modules = join(project, 'node_modules')
  for (const name of names) {
    const installed = join(modules, '@engawa', name)
    await unpack(join(packages, name), installed)
    const { dependencies = {} } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Manifest
    for (const dependency of Object.keys(dependencies)) await link(dependency, join(packages, name), modules)
  }
  for (const tool of tools) await link(tool, packageFolder, modules)
  await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  return project
}

/** What npm would unpack, built from the sources as they are. */
async function unpack(source: string, installed: string): Promise<void> {
  await run('pnpm', ['run', 'build'], { cwd: source })
  const out = await mkdtemp(join(tmpdir(), 'packed-'))
  await run('pnpm', ['pack', '--pack-destination', out], { cwd: source })
  await mkdir(installed, { recursive: true })
  await run('tar', ['-xzf', join(out, readdirSync(out)[0] ?? ''), '--strip-components=1', '-C', installed])
}

async function link(dependency: string, source: string, modules: string): Promise<void> {
  const target = join(source, 'node_modules', dependency)
  const path = join(modules, dependency)
  if (!existsSync(target) || existsSync(path)) return
  await mkdir(dirname(path), { recursive: true })
  await symlink(target, path)
}

import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { chmod, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'rolldown'
import { minify } from 'rolldown/experimental'
import { gatherParts } from './gather-parts.mjs'
import { thirdPartyLicenses } from './third-party-licenses.mjs'

/**
 * Bundle a command-line tool into CommonJS files that start fast.
 *
 * Every `import()` is a seam: what lies behind it becomes a file of its own that is read and compiled only when it is
 * needed. So a command pays for itself alone, and a heavy client costs nothing until it is used. Small parts share one
 * file. CommonJS, because Node 20 starts it about 4 ms sooner than an ES module. Parts are loaded with V8's code cache,
 * see `part-loader.cjs`.
 *
 * @param {object} options
 * @param {string} options.name the command: `zen` gives `dist/zen.cjs`
 * @param {string} options.entry the bin's source
 * @param {Record<string, string>} [options.alone] more files, each whole in itself: name → source. A process that may
 *   read nothing but its own program is started from one
 * @param {boolean} [options.help] whether `--help` is rendered now, to be read when somebody asks
 * @param {string[]} [options.external] packages with native code, left for Node to resolve
 * @param {RegExp} [options.apart] modules that few commands need: their parts stay files of their own, however small
 * @param {string} [options.root] the package's folder
 */
export async function buildBin(options) {
  const { name, entry, alone = {}, help = false, external = [], apart, root = process.cwd() } = options
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const dir = join(root, 'dist')
  await rm(dir, { recursive: true, force: true })

  /** @param {string} file @param {string} source @param {import('rolldown').OutputOptions} output */
  const bundle = (file, source, output) =>
    build({
      cwd: root,
      input: { [file]: source },
      platform: 'node',
      external,
      resolve: { conditionNames: ['@engawa/source', 'node', 'import', 'default'], mainFields: ['module', 'main'] },
      transform: { target: 'node20', define: { __VERSION__: JSON.stringify(version) } },
      output: {
        dir,
        format: 'cjs',
        entryFileNames: '[name].cjs',
        // All in one folder: what a part finds beside itself is the same wherever the seams run.
        chunkFileNames: '[name]-[hash].cjs',
        // `import()` of a part becomes a plain require: the ES module loader is not started for it.
        dynamicImportInCjs: false,
        // Names stay, so that the stacks of `--debug` can be read.
        minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
        ...output,
      },
      plugins: [{ name: 'parts', generateBundle: (_options, files) => Object.values(files).forEach(finishPart) }],
      logLevel: 'warn',
      checks: { ineffectiveDynamicImport: false },
    })

  const bundles = [await bundle(name, entry, {})]
  const gathered = await gatherParts(dir, bundles[0]?.output ?? [], apart)
  const bin = join(dir, `${name}.cjs`)
  const code = (await readFile(bin, 'utf8')).replace(/^#!.*\n/, '')
  await writeFile(bin, `#!/usr/bin/env node\n${await partLoader(gathered)}\n${code}`)
  for (const [file, source] of Object.entries(alone)) bundles.push(await bundle(file, source, { codeSplitting: false }))
  const modules = bundles.flatMap(({ output }) =>
    output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : [])),
  )
  await writeFile(join(dir, 'THIRD_PARTY_LICENSES'), await thirdPartyLicenses(modules))
  await chmod(bin, 0o755)
  if (help) renderHelp(bin, dir)
}

/** What `--help` prints, plain and in colour. @param {string} bin @param {string} dir */
function renderHelp(bin, dir) {
  for (const [file, env] of Object.entries({ 'help.txt': {}, 'help-color.txt': { FORCE_COLOR: '1' } })) {
    writeFileSync(join(dir, file), execFileSync(process.execPath, [bin, '--help'], { env }))
  }
}

/** Makes the bin's `require` the loader's. @param {string} gathered the file of the small parts */
async function partLoader(gathered) {
  const source = await readFile(new URL('part-loader.cjs', import.meta.url), 'utf8')
  const { code } = await minify('part-loader.cjs', source, { module: false })
  return `require=((module)=>{${code.trim()};return module.exports})({})(require,module,${JSON.stringify(gathered)});`
}

/**
 * V8 holds a text in one byte for each character as long as all are ASCII, and reads it twice as fast. And rolldown loads
 * its helpers also where none is used: the bin would read a second file for `--version`.
 */
function finishPart(/** @type {import('rolldown').OutputChunk | import('rolldown').OutputAsset} */ file) {
  if (file.type !== 'chunk') return
  file.code = file.code
    .replace(/(?<![=,\w(])require\("\.\/rolldown-runtime-[\w-]+\.cjs"\);/g, '')
    .replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

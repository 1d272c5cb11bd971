import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { build, transform } from 'esbuild'

/** CommonJS has no `import.meta.url`; code that finds files beside itself by it gets the bundle's. */
const importMetaUrl = "const __importMetaUrl = require('node:url').pathToFileURL(__filename).href;"

/**
 * Bundle a command-line tool into CommonJS files that start fast.
 *
 * Every `import()` is a seam: what lies behind it becomes a file of its own that is read and compiled only when it is
 * needed, and what several of them share becomes one more file. So a command pays for itself alone, and a heavy client
 * costs nothing until it is used.
 *
 * esbuild splits ES modules only, while Node 20 starts a CommonJS file about 4 ms sooner; hence two steps. Parts are
 * loaded with V8's code cache, see `part-loader.cjs`.
 *
 * @param {object} options
 * @param {string} options.name the command: `zen` gives `dist/zen.cjs`
 * @param {string} options.entry the bin's source
 * @param {Record<string, string>} [options.also] more entries that are started as files: name → source
 * @param {string[]} [options.external] packages with native code, left for Node to resolve
 * @param {string} [options.root] the package's folder
 */
export async function buildBin({ name, entry, also = {}, external = [], root = process.cwd() }) {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const outdir = join(root, 'dist')
  await rm(outdir, { recursive: true, force: true })
  await mkdir(outdir, { recursive: true })

  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { [name]: entry, ...also },
    outdir,
    chunkNames: 'parts/[name]-[hash]',
    outExtension: { '.js': '.cjs' },
    write: false,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['@engawa/source', 'node', 'import', 'default'],
    mainFields: ['module', 'main'],
    external,
    define: { __VERSION__: JSON.stringify(version), 'import.meta.url': '__importMetaUrl' },
    legalComments: 'none',
    logLevel: 'warning',
  })
  await mkdir(join(outdir, 'parts'), { recursive: true })
  for (const { path, text } of outputFiles) {
    const code = await asCommonJs(path, text)
    await writeFile(path, basename(path) === `${name}.cjs` ? `#!/usr/bin/env node\n${await partLoader()}${code}` : code)
  }
  await chmod(join(outdir, `${name}.cjs`), 0o755)
}

/** Makes the bin's `require` the loader's. */
async function partLoader() {
  const source = await readFile(new URL('part-loader.cjs', import.meta.url), 'utf8')
  const { code } = await transform(source, { minify: true, target: 'node20', platform: 'node' })
  return `require=((module)=>{${code.trim()}return module.exports})({})(require,module);\n`
}

/** @param {string} path @param {string} text of an ES module */
async function asCommonJs(path, text) {
  const dependency = commonJsDependency.exec(text)
  const { code } = await transform(dependency ? text.slice(0, dependency.index) : text, {
    format: 'cjs',
    target: 'node20',
    platform: 'node',
    minifySyntax: true,
    minifyWhitespace: true,
    // `import()` of another part becomes a plain require: the ES module loader is not started for it.
    supported: { 'dynamic-import': false },
    banner: text.includes('__importMetaUrl') ? importMetaUrl : '',
    sourcefile: basename(path),
    legalComments: 'none',
  })
  return dependency ? `${code}module.exports=${dependency[1]}();\n` : code
}

/**
 * How esbuild ends a part that is a CommonJS dependency: with a default export alone. Handed on as it is, its named
 * exports are there for `import()` too, as Node itself has it.
 */
const commonJsDependency = /^export default (require_\w+)\(\);\s*$/m

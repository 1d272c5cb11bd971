import { chmod, mkdir, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

/** CommonJS has no `import.meta.url`; dependencies that find their own files by it get the bundle's. */
const importMetaUrl = "const __importMetaUrl = require('node:url').pathToFileURL(__filename).href;"

/**
 * Bundle a command-line tool into CommonJS files that start fast.
 *
 * The bin itself holds only what `--version` and `--help` need. Everything else is a *part*: a separate bundle in the
 * same folder, loaded when first imported. Own modules become parts by their path (`./main.ts`), heavy npm clients by
 * their name (`ioredis`). Node 20 starts a CommonJS file about 4 ms sooner than an ES module.
 *
 * @param {object} options
 * @param {string} options.name the command: `zen` gives `dist/zen.cjs`
 * @param {string} options.entry the bin's source
 * @param {Record<string, string>} [options.parts] part name → own module path (relative to the package) or npm name
 * @param {string[]} [options.external] packages with native code, left for Node to resolve
 * @param {string} [options.root] the package's folder
 */
export async function buildBin({ name, entry, parts = {}, external = [], root = process.cwd() }) {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const outdir = join(root, 'dist')
  await rm(outdir, { recursive: true, force: true })
  await mkdir(outdir, { recursive: true })

  /** @type {Map<string, string>} */
  const partOfPath = new Map()
  /** @type {Map<string, string>} */
  const partOfPackage = new Map()
  for (const [part, source] of Object.entries(parts)) {
    if (source.startsWith('.')) partOfPath.set(resolve(root, source), part)
    else partOfPackage.set(source, part)
  }

  /** @param {string} self the part being built, which must not be external to itself */
  const splitIntoParts = (self) => ({
    name: 'parts',
    setup(/** @type {import('esbuild').PluginBuild} */ b) {
      b.onResolve({ filter: /^\./ }, async (args) => {
        if (args.kind === 'entry-point' || args.pluginData === 'resolving') return undefined
        const { importer, namespace, resolveDir, kind } = args
        const found = await b.resolve(args.path, { importer, namespace, resolveDir, kind, pluginData: 'resolving' })
        const part = partOfPath.get(found.path)
        return part && part !== self ? { path: `./${part}.cjs`, external: true } : undefined
      })
      b.onResolve({ filter: /^[^./]/ }, (args) => {
        const part = partOfPackage.get(args.path)
        return part && part !== self ? { path: `./${part}.cjs`, external: true } : undefined
      })
    },
  })

  /** @param {{ out: string, entryPoint: string, banner: string, self: string }} bundle */
  const bundle = ({ out, entryPoint, banner, self }) => {
    const own = /^(\.|src\/)/.test(entryPoint)
    return build({
      absWorkingDir: root,
      entryPoints: { [out]: entryPoint },
      outdir,
      outExtension: { '.js': '.cjs' },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      conditions: ['@engawa/source', 'node', 'require', 'default'],
      mainFields: ['main', 'module'],
      external,
      minifySyntax: true,
      minifyWhitespace: true,
      // Stack traces of `--debug` name our functions; nobody debugs a dependency through our bundle of it.
      keepNames: own,
      sourcemap: own ? 'linked' : false,
      minifyIdentifiers: !own,
      legalComments: 'linked',
      // `import()` of a part becomes a plain require: the ES module loader is not started for it.
      supported: { 'dynamic-import': false },
      define: { __VERSION__: JSON.stringify(manifest.version), 'import.meta.url': '__importMetaUrl' },
      banner: { js: banner },
      plugins: [splitIntoParts(self)],
      logLevel: 'warning',
    })
  }

  await bundle({ out: name, entryPoint: entry, banner: '#!/usr/bin/env node', self: name })
  for (const [part, source] of Object.entries(parts)) {
    await bundle({ out: part, entryPoint: source, banner: importMetaUrl, self: part })
  }
  await chmod(join(outdir, `${name}.cjs`), 0o755)
}

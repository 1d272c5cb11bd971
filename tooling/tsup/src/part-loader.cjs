/**
 * Loads the parts of a bin together with the machine code that V8 made of them in earlier runs: a short command spends
 * much of its time in being compiled. The small parts lie in one file, each a function of its own.
 *
 * All of it is kept in one file in the person's cache folder. Parts are named by their content, so what is kept never
 * goes stale; V8 refuses what another version made, but would run damaged code, so each piece is kept twice and both are
 * compared: a checksum would load Node's compression, for as long as all else here takes. Where nothing can be kept, parts
 * are compiled at each start, and nothing else changes.
 *
 * @param {NodeJS.Require} require of the bin
 * @param {NodeJS.Module} bin the bin's module; its parts lie beside it
 * @param {string} gathered the file of the small parts
 * @returns {(id: string) => unknown} what the bin uses in place of `require`
 */
module.exports = function cachedRequire(require, bin, gathered) {
  const fs = require('node:fs')
  // The class itself: `node:module` would load the rest of its house too.
  const Module = bin.constructor
  const { dirname, join } = require('node:path')
  const { env, version, arch } = process
  /** Ends in the hash of its content. */
  const partName = /^\.\/([\w.-]+-[\w-]{8}\.cjs)$/
  /** Runs that add what they compiled to what is kept. After them the usual ways through the program are in. */
  const growingRuns = 6
  const base = env.XDG_CACHE_HOME || (env.HOME ? join(env.HOME, '.cache') : '')
  const parts = dirname(bin.filename)
  const folder = base === '' ? undefined : join(base, 'engawa', 'code')
  const packPath = folder && join(folder, hash(`${parts} ${version} ${arch}`))
  /** What is kept, once a part was asked for. */
  let pack
  const modules = new Map()
  /** Of each file that was compiled. */
  const scripts = new Map()
  let smallParts
  const requireFrom = (otherwise) => (id) => {
    const name = partName.exec(id)?.[1]
    return name === undefined ? otherwise(id) : load(name)
  }
  return requireFrom(require)

  function load(name) {
    const known = modules.get(name)
    if (known) return known.exports
    smallParts ??= loadGathered()
    const filename = join(parts, name)
    const part = new Module(filename)
    part.filename = filename
    part.paths = bin.paths
    modules.set(name, part)
    const own = requireFrom((id) => part.require(id))
    own.resolve = (id) => Module._resolveFilename(id, part)
    const run = smallParts[name] ?? compiled(name)
    run.call(part.exports, part.exports, own, part, filename, parts)
    part.loaded = true
    return part.exports
  }

  function loadGathered() {
    const module = {}
    compiled(gathered)(undefined, undefined, module)
    return module.exports
  }

  /** The function that a file's text is the body of. */
  function compiled(name) {
    pack ??= readPack()
    const { Script } = require('node:vm')
    const filename = join(parts, name)
    // Parts are written in ASCII: a byte is a character.
    const source = `(function(exports,require,module,__filename,__dirname){${fs.readFileSync(filename, 'latin1')}\n})`
    const cachedData = wholePiece(name)
    const script = new Script(source, cachedData ? { filename, cachedData } : { filename })
    if (scripts.size === 0 && packPath) process.once('exit', keep)
    scripts.set(name, { script, isNew: !cachedData || script.cachedDataRejected })
    return script.runInThisContext()
  }

  /** What is kept of a part, if it is as it was written. */
  function wholePiece(name) {
    const piece = pack.code.get(name)
    if (piece === undefined || piece.bytes.equals(piece.copy)) return piece?.bytes
    pack.code.delete(name)
    return undefined
  }

  /** A pack is a line of JSON, `{runs, code: [[name, length], …]}`, and the code behind it, all of it twice. */
  function readPack() {
    const code = new Map()
    if (packPath === undefined) return { runs: 0, code }
    try {
      const { uid, mode } = fs.statSync(packPath)
      // What others could have written is not run.
      if (uid !== process.getuid?.() || (mode & 0o022) !== 0) return { runs: 0, code }
      const bytes = fs.readFileSync(packPath)
      const headEnd = bytes.indexOf(10)
      const head = JSON.parse(bytes.toString('latin1', 0, headEnd))
      const size = (bytes.length - headEnd - 1) / 2
      let at = headEnd + 1
      for (const [name, length] of head.code) {
        const end = at + length
        code.set(name, { bytes: bytes.subarray(at, end), copy: bytes.subarray(at + size, end + size) })
        at = end
      }
      return at + size === bytes.length ? { runs: head.runs, code } : { runs: 0, code: new Map() }
    } catch {
      return { runs: 0, code }
    }
  }

  function keep() {
    const used = [...scripts.values()]
    if (pack.runs >= growingRuns && !used.some(({ isNew }) => isNew)) return
    try {
      const code = new Map([...pack.code].filter(([name]) => fs.existsSync(join(parts, name))))
      for (const [name, { script }] of scripts) code.set(name, { bytes: script.createCachedData() })
      const list = [...code].map(([name, { bytes }]) => [name, bytes.length])
      const pieces = [...code.values()].map(({ bytes }) => bytes)
      const head = Buffer.from(`${JSON.stringify({ runs: pack.runs + 1, code: list })}\n`)
      fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
      // A name that nobody can have prepared, and a file that must be new: processes in containers share numbers.
      const temporary = `${packPath}.${process.pid}.${Math.random().toString(36).slice(2)}`
      fs.writeFileSync(temporary, Buffer.concat([head, ...pieces, ...pieces]), { mode: 0o600, flag: 'wx' })
      fs.renameSync(temporary, packPath)
    } catch {
      // A faster next start is not worth an error in this one.
    }
  }

  /** FNV-1a: tells installations apart, guards nothing. */
  function hash(text) {
    let value = 0x811c9dc5
    for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
    return (value >>> 0).toString(36)
  }
}

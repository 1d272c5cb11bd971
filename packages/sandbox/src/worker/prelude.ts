/**
 * What runs inside QuickJS before the extension does: `host`, `console`, and the driver that calls the extension.
 *
 * It takes what it needs of the language at the start, so that an extension which rewrites `JSON.stringify` or
 * `Promise.prototype.then` fools only itself. Nothing here is a boundary: grants are checked in the trusted process.
 * Only strings cross between the worker and the guest.
 */
export const prelude = `(function (callHost, writeLog, hostNames, maxChars, maxLineChars) {
  'use strict'
  const { parse, stringify } = JSON
  const { freeze, defineProperty } = Object
  const { apply } = Reflect
  const toText = String
  const slice = String.prototype.slice
  const join = Array.prototype.join
  const map = Array.prototype.map
  const split = String.prototype.split

  const cut = (text, length) => (text.length > length ? apply(slice, text, [0, length]) + '…' : text)

  const show = (value) => {
    if (typeof value === 'string') return cut(value, maxLineChars)
    try {
      return cut(stringify(value) ?? toText(value), maxLineChars)
    } catch {
      return 'a value that can not be shown'
    }
  }

  const log = (...values) => {
    writeLog(cut(apply(join, apply(map, values, [show]), [' ']), maxLineChars))
  }

  const host = {}
  for (const name of apply(split, hostNames, [','])) {
    if (name === '') continue
    host[name] = async (...args) => {
      const text = stringify(args)
      if (text.length > maxChars) throw new RangeError('the arguments of host.' + name + ' are too large')
      return parse(await callHost(name, text))
    }
  }
  const console = { debug: log, error: log, info: log, log, warn: log }
  for (const [name, value] of [['host', host], ['console', console]]) {
    freeze(value)
    defineProperty(globalThis, name, { value, writable: false, configurable: false })
  }

  const describe = (error) => {
    try {
      if (error === null || typeof error !== 'object') return { message: 'threw ' + show(error) }
      const name = cut(toText(error.name), 100)
      const message = cut(toText(error.message), 2000)
      return { name, message: name + ': ' + message, denied: error.code === 'sandbox/denied' }
    } catch {
      return { message: 'threw something that can not be read' }
    }
  }

  const outcome = (kind, message) => stringify({ kind, message })

  const result = (value) => {
    let output
    try {
      output = typeof value === 'string' ? value : stringify(value)
    } catch (error) {
      return outcome('contract', 'execute returned what JSON can not hold: ' + describe(error).message)
    }
    if (typeof output !== 'string') return outcome('contract', 'execute returned ' + typeof value + ', not text or JSON')
    if (output.length > maxChars) return outcome('result-too-large', 'the result is larger than ' + maxChars + ' bytes')
    return stringify({ kind: 'output', output })
  }

  return {
    manifest(guest) {
      const text = stringify({
        version: guest.VERSION,
        metadata: guest.METADATA,
        execute: typeof guest.execute,
        validate: typeof guest.validate,
      })
      return text.length > maxChars ? '{}' : text
    },
    async start(guest, input) {
      try {
        const { userInput, context, args } = parse(input)
        if (typeof guest.validate === 'function') {
          const verdict = await guest.validate(userInput, args)
          if (!verdict || verdict.valid !== true) {
            return outcome('invalid-input', show((verdict && verdict.message) || 'the input is not valid'))
          }
        }
        return result(await guest.execute(userInput, context, args))
      } catch (error) {
        const { message, denied } = describe(error)
        return outcome(denied ? 'denied' : 'threw', message)
      }
    },
  }
})`

import { createRandom } from '../fake-secret.js'

const classes: Readonly<Record<string, string>> = {
  d: '0123456789',
  hex: '0123456789abcdef',
  HEX: '0123456789ABCDEF',
  low: 'abcdefghijklmnopqrstuvwxyz0123456789',
  up: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  b32: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  an: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  url: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-',
  b64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  any: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!@#%^&*_+-=?',
  syl: 'aeioubcdfglmnprst',
}

/** Fills `{class*length}` with random characters: `acme_{an*24}`. Lengths may be ranges: `{hex*20-40}`. */
export function fill(template: string, random: (below: number) => number): string {
  return template
    .replaceAll('{uuid}', '{hex*8}-{hex*4}-4{hex*3}-a{hex*3}-{hex*12}')
    .replace(/\{(\w+)\*(\d+)(?:-(\d+))?\}/g, (_all, name: string, least: string, most = least) => {
      const from = classes[name]
      if (from === undefined) throw new RangeError(`no class ${name}`)
      const length = Number(least) + random(Number(most) - Number(least) + 1)
      return Array.from({ length }, () => from.charAt(random(from.length))).join('')
    })
}

/** The same sequence in each run. */
export const seeded = createRandom

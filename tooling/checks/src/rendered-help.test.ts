import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const apps = join(import.meta.dirname, '../../../apps')

describe.each(['zen', 'znav', 'sena'])('%s --help, rendered when it was built', (name) => {
  const help = (env: Record<string, string>, ...argv: string[]) =>
    execFileSync(process.execPath, [join(apps, name, `dist/${name}.cjs`), ...argv], { env, encoding: 'utf8' })

  it('is what is rendered when it is asked for, in colour too', () => {
    // A second option takes the long way.
    expect(help({}, '--help')).toBe(help({}, '--help', '--no-color'))
    expect(help({ FORCE_COLOR: '1' }, '-h')).toBe(help({ FORCE_COLOR: '1' }, '--help', '--quiet'))
    expect(help({ FORCE_COLOR: '1' }, 'help')).not.toBe(help({}, 'help'))
  })
})

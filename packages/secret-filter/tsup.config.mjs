import { readFileSync } from 'node:fs'
import { library } from '@engawa/tsup-config'

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))

export default {
  ...library({ entry: ['src/index.ts', 'src/cli/bin.ts'] }),
  define: { __VERSION__: JSON.stringify(version) },
}

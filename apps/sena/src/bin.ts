import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fastPath } from '@engawa/cli-kit/fast-path'

if (!fastPath({ name: 'sena', version: __VERSION__, folder: __dirname }, process.argv.slice(2))) {
  void import('./main.js').then(({ main }) => main(dirname(fileURLToPath(import.meta.url))))
}

import { fastPath } from '@engawa/cli-kit/fast-path'

if (!fastPath({ name: 'znav', version: __VERSION__, folder: __dirname }, process.argv.slice(2)))
  void import('./main.js')

import { atLeast, oneOf, run } from './format.js'
import type { TokenRule } from './rule.js'

/** Package and image registries. */
export const registries = (): readonly TokenRule[] => [
  { name: 'npm-token', format: ['npm_', run('alnum', 36)] },
  { name: 'pypi-token', format: ['pypi-AgE', atLeast('url', 50)] },
  { name: 'docker-hub-token', format: [oneOf('dckr_pat_', 'dckr_oat_'), atLeast('url', 27)] },
  { name: 'rubygems-token', format: ['rubygems_', run('hex', 48)] },
  { name: 'crates-io-token', format: ['cio', run('alnum', 32)], minEntropy: 3.8 },
  { name: 'nuget-token', format: ['oy2', run('lowerDigit', 43)], minEntropy: 3.2 },
  { name: 'jsr-token', format: [oneOf('jsrp_', 'jsrd_'), atLeast('alnum', 32)] },
  { name: 'cloudsmith-key', format: ['csa_', run('hex', 40)] },
  { name: 'gemfury-token', format: ['fury_', atLeast('alnum', 20)], minEntropy: 3.5 },
  { name: 'clojars-token', format: ['CLOJARS_', run('hexAny', 60)] },
  {
    name: 'packagist-token',
    format: [oneOf('packagist_uut_', 'packagist_ort_', 'packagist_out_'), atLeast('hex', 40)],
  },
  { name: 'artifactory-token', format: ['AKC', atLeast('alnum', 61)], minEntropy: 3.5 },
  { name: 'artifactory-reference-token', format: ['cmVmd', atLeast('alnum', 56)], minEntropy: 3.5 },
]

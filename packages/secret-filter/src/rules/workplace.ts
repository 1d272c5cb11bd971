import { atLeast, between, oneOf, run } from './format.js'
import type { TokenRule } from './rule.js'

/** Documents, design, projects, support, identity. */
export const workplace: readonly TokenRule[] = [
  { name: 'linear-key', format: [oneOf('lin_api_', 'lin_oauth_'), atLeast('alnum', 32)] },
  { name: 'notion-token', format: [oneOf('secret_', 'ntn_'), atLeast('alnum', 43)], minEntropy: 3.5 },
  { name: 'figma-token', format: [oneOf('figd_', 'figu_', 'figo_', 'figoh_', 'figor_'), atLeast('url', 36)] },
  { name: 'airtable-token', format: ['pat', run('alnum', 14), '.', run('hex', 64)] },
  {
    name: 'asana-token',
    format: [oneOf('1/', '2/', '0/'), between('digit', 15, 20), oneOf(':', '/'), atLeast('digitHexSlash', 32)],
    keywords: ['asana'],
  },
  { name: 'clickup-token', format: ['pk_', between('digit', 6, 10), '_', run('upperDigit', 32)] },
  { name: 'typeform-token', format: ['tfp_', atLeast('dotted', 40)] },
  { name: 'postman-key', format: ['PMAK-', run('hex', 24), '-', run('hex', 34)] },
  { name: 'readme-key', format: ['rdme_', run('lowerDigit', 70)] },
  { name: 'dropbox-token', format: ['sl.', oneOf('u.', 'B', ''), atLeast('url', 100)] },
  { name: 'contentful-token', format: ['CFPAT-', run('url', 43)] },
  { name: 'prefect-key', format: [oneOf('pnu_', 'pnb_'), run('alnum', 36)] },
  { name: 'okta-token', format: ['SSWS ', atLeast('url', 30)] },
  { name: 'hubspot-token', format: [oneOf('pat-na1-', 'pat-na2-', 'pat-eu1-'), run('hexDash', 36)] },
  { name: 'scalingo-token', format: ['tk-us-', run('url', 48)] },
  { name: 'maxmind-key', format: [between('alnum', 6, 6), '_', between('alnum', 29, 29), '_mmk'], keywords: ['_mmk'] },
  { name: 'adobe-secret', format: ['p8e-', run('alnum', 32)], minEntropy: 3 },
  { name: 'salesforce-token', format: ['00D', run('alnum', 12), '!', atLeast('dotted', 60)] },
  { name: 'ory-token', format: [oneOf('ory_pat_', 'ory_at_', 'ory_rt_', 'ory_ac_'), atLeast('dotted', 32)] },
  {
    name: 'authress-key',
    format: [
      oneOf('sc_', 'ext_', 'scauth_', 'authress_'),
      between('lowerDigit', 5, 30),
      '.',
      between('lowerDigit', 4, 6),
      oneOf('.acc_', '.acc-'),
      between('url', 10, 32),
      '.',
      atLeast('base64Any', 30),
    ],
  },
  { name: 'settlemint-token', format: [oneOf('sm_aat_', 'sm_pat_', 'sm_sat_'), run('alnum', 16)] },
]

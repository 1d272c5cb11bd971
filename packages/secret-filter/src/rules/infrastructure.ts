import { atLeast, between, oneOf, run } from './format.js'
import type { TokenRule } from './rule.js'

/** Secret stores, infrastructure as code, databases, networks. */
export const infrastructure: readonly TokenRule[] = [
  { name: 'vault-token', format: [oneOf('hvs.', 'hvb.', 'hvr.'), atLeast('url', 24)] },
  { name: 'terraform-token', format: [run('alnum', 14), '.atlasv1.', atLeast('url', 60)], keywords: ['.atlasv1.'] },
  { name: 'pulumi-token', format: ['pul-', run('hex', 40)] },
  {
    name: 'doppler-token',
    format: [oneOf('dp.pt.', 'dp.ct.', 'dp.st.', 'dp.sa.', 'dp.scim.', 'dp.audit.', 'dp.said.'), atLeast('dotted', 40)],
  },
  { name: 'infisical-token', format: ['st.', run('hex', 24), '.', run('hex', 32), '.', run('hex', 32)] },
  { name: 'onepassword-service-token', format: ['ops_eyJ', atLeast('base64Any', 200)] },
  { name: 'age-secret-key', format: ['AGE-SECRET-KEY-1', run('upperDigit', 58)] },
  { name: 'age-plugin-key', format: ['AGE-PLUGIN-', between('upperDigit', 1, 20), '-1', atLeast('upperDigit', 20)] },
  {
    name: 'planetscale-token',
    format: [oneOf('pscale_tkn_', 'pscale_pw_', 'pscale_oauth_', 'pscale_api_'), atLeast('dotted', 32)],
  },
  { name: 'supabase-token', format: [oneOf('sbp_', 'sbp_oauth_'), run('hex', 40)] },
  { name: 'supabase-secret-key', format: ['sb_secret_', atLeast('url', 30)] },
  { name: 'databricks-token', format: ['dapi', run('hex', 32), oneOf('', '-2', '-3', '-4')] },
  { name: 'databricks-oauth-secret', format: ['dose', run('hex', 32)] },
  { name: 'neon-key', format: ['napi_', atLeast('lowerDigit', 50)] },
  { name: 'aiven-token', format: [oneOf('aivenv1', 'AVNS_'), atLeast('base64Any', 19)] },
  { name: 'snowflake-token', format: ['ver:1-hint:', between('digit', 1, 20), '-', atLeast('base64Any', 40)] },
  {
    name: 'tailscale-key',
    format: [
      'tskey-',
      oneOf('auth', 'api', 'client', 'scim', 'webhook'),
      '-',
      between('alnum', 8, 30),
      '-',
      atLeast('alnum', 20),
    ],
  },
  {
    name: 'ngrok-token',
    format: [run('digit', 1), between('alnum', 26, 27), '_', run('alnum', 21)],
    keywords: ['ngrok'],
    minEntropy: 4,
  },
  {
    name: 'kubernetes-bootstrap-token',
    format: [run('lowerDigit', 6), '.', run('lowerDigit', 16)],
    keywords: ['kubeadm', 'bootstrap'],
    minEntropy: 3.2,
  },
  { name: 'rancher-token', format: ['token-', run('lowerDigit', 5), ':', run('lowerDigit', 54)] },
  { name: 'octopus-key', format: ['API-', run('upperDigit', 26)], minEntropy: 3.2 },
  { name: 'openshift-token', format: ['sha256~', run('url', 43)] },
  { name: 'bcrypt-hash', format: [oneOf('$2a$', '$2b$', '$2y$'), run('digit', 2), '$', atLeast('crypt', 53)] },
  {
    name: 'unix-password-hash',
    format: [oneOf('$6$', '$5$', '$1$', '$y$', '$apr1$', '$7$'), between('crypt', 1, 40), '$', atLeast('crypt', 22)],
  },
  { name: 'argon2-hash', format: [oneOf('$argon2id$', '$argon2i$', '$argon2d$'), atLeast('phc', 40)] },
  { name: 'django-secret-key', format: ['django-insecure-', atLeast('printable', 40)] },
  { name: 'duffel-token', format: [oneOf('duffel_test_', 'duffel_live_'), run('url', 43)] },
]

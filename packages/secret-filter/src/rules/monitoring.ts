import { atLeast, between, oneOf, run } from './format.js'
import type { TokenRule } from './rule.js'

/** Logs, metrics, errors, analytics. */
export const monitoring = (): readonly TokenRule[] => [
  { name: 'sentry-token', format: [oneOf('sntryu_', 'sntrya_', 'sntryi_'), run('hex', 64)] },
  { name: 'sentry-org-token', format: ['sntrys_', atLeast('base64Any', 80)] },
  {
    name: 'new-relic-key',
    format: [oneOf('NRAK-', 'NRII-', 'NRIQ-', 'NRRA-', 'NRSP-', 'NRAA-', 'NRBR-'), atLeast('url', 19)],
  },
  { name: 'new-relic-browser-key', format: ['NRJS-', run('hex', 19)] },
  { name: 'new-relic-licence-key', format: [between('hexAny', 34, 36), oneOf('FFFFNRAL', 'NRAL')], keywords: ['nral'] },
  { name: 'grafana-token', format: ['glsa_', run('alnum', 32), '_', run('hexAny', 8)] },
  { name: 'grafana-cloud-token', format: ['glc_', atLeast('base64Any', 32)] },
  { name: 'grafana-api-key', format: ['eyJrIjoi', atLeast('base64Any', 40)] },
  {
    name: 'dynatrace-token',
    format: [oneOf('dt0c01.', 'dt0s01.', 'dt0s02.', 'dt0s16.'), run('upperDigit', 24), '.', run('upperDigit', 64)],
  },
  { name: 'honeycomb-key', format: [oneOf('hcaik_', 'hcbik_', 'hcalk_', 'hcamk_'), atLeast('lowerDigit', 58)] },
  {
    name: 'logfire-token',
    format: [oneOf('pylf_v1_us_', 'pylf_v1_eu_', 'pylf_v2_us_', 'pylf_v2_eu_'), atLeast('alnum', 43)],
  },
  { name: 'posthog-key', format: [oneOf('phx_', 'phs_', 'pha_'), atLeast('alnum', 32)], minEntropy: 3.5 },
  { name: 'statsig-key', format: [oneOf('secret-', 'console-'), run('alnum', 43)], minEntropy: 4 },
  {
    name: 'launchdarkly-key',
    format: [
      oneOf('sdk-', 'api-', 'mob-'),
      run('hex', 8),
      '-',
      run('hex', 4),
      '-',
      run('hex', 4),
      '-',
      run('hex', 4),
      '-',
      run('hex', 12),
    ],
  },
  { name: 'checkly-key', format: ['cu_', run('hex', 32)] },
  {
    name: 'pagerduty-key',
    format: ['u+', run('url', 18)],
    keywords: ['pagerduty', ' u+', '"u+', "'u+", '=u+', ':u+'],
    minEntropy: 3.4,
  },
  {
    name: 'pagerduty-scoped-key',
    format: [oneOf('pdus+_', 'pdeu+_'), between('alnum', 4, 16), '_', atLeast('hexDash', 32)],
  },
  { name: 'pubnub-secret', format: ['sec-c-', atLeast('base64Any', 40)] },
  { name: 'betterstack-webhook', format: ['betteruptime.com/api/v1/', between('path', 4, 60), '/', run('alnum', 24)] },
  { name: 'klaviyo-key', format: ['pk_', between('hex', 33, 36)] },
  { name: 'axiom-token', format: [oneOf('xaat-', 'xapt-'), run('hexDash', 36)] },
]

import { atLeast, between, oneOf, run } from './format.js'
import type { TokenRule } from './rule.js'

/** Payments, shops, addresses, travel. */
export const commerce: readonly TokenRule[] = [
  {
    name: 'stripe-key',
    format: [oneOf('sk_live_', 'sk_test_', 'sk_prod_', 'rk_live_', 'rk_test_', 'rk_prod_'), atLeast('alnum', 10)],
  },
  { name: 'stripe-webhook-secret', format: ['whsec_', atLeast('base64Any', 24)] },
  { name: 'square-access-token', format: [oneOf('EAAAE', 'EAAAl', 'EAAAF'), run('url', 59)], minEntropy: 3.8 },
  { name: 'square-token', format: [oneOf('sq0atp-', 'sq0csp-', 'sq0idp-'), atLeast('url', 22)] },
  {
    name: 'shopify-token',
    format: [oneOf('shpat_', 'shpca_', 'shppa_', 'shpss_', 'shpua_', 'shpit_'), run('hexAny', 32)],
  },
  {
    name: 'paypal-braintree-token',
    format: ['access_token$', oneOf('production$', 'sandbox$'), run('lowerDigit', 16), '$', run('hex', 32)],
  },
  { name: 'paypal-client', format: [oneOf('A21AA', 'A101.'), atLeast('url', 80)] },
  { name: 'adyen-key', format: ['AQE', between('base64', 1, 3), 'hmf', atLeast('base64Any', 60)] },
  {
    name: 'flutterwave-key',
    format: [oneOf('FLWSECK_TEST-', 'FLWPUBK_TEST-', 'FLWSECK-', 'FLWPUBK-'), atLeast('url', 12)],
  },
  {
    name: 'plaid-token',
    format: [
      'access-',
      oneOf('sandbox-', 'development-', 'production-'),
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
  { name: 'razorpay-key', format: [oneOf('rzp_live_', 'rzp_test_'), atLeast('alnum', 14)] },
  { name: 'gocardless-token', format: [oneOf('live_', 'sandbox_'), run('url', 40)], minEntropy: 4.2 },
  { name: 'checkout-key', format: [oneOf('sk_sbox_', 'pk_sbox_'), atLeast('lowerDigit', 24)] },
  { name: 'lob-key', format: [oneOf('live_', 'test_'), run('hex', 35)] },
  { name: 'lob-publishable-key', format: [oneOf('live_pub_', 'test_pub_'), run('hex', 31)] },
  { name: 'easypost-key', format: [oneOf('EZAK', 'EZTK'), run('alnum', 54)] },
  { name: 'shippo-token', format: [oneOf('shippo_live_', 'shippo_test_'), run('hex', 40)] },
  { name: 'paddle-key', format: [oneOf('pdl_live_apikey_', 'pdl_sdbx_apikey_'), atLeast('word', 40)] },
  { name: 'coinbase-key', format: ['organizations/', between('hexDash', 36, 36), '/apiKeys/', run('hexDash', 36)] },
  { name: 'mapbox-token', format: [oneOf('sk.eyJ', 'tk.eyJ'), atLeast('dotted', 60)] },
]

import { expect, test } from 'vitest'
import { createRequestGuard } from './request-guard.js'

const check = createRequestGuard({ allowedHosts: ['Sena.example'], allowedOrigins: ['https://desk.example'] })

test.each([
  '127.0.0.1:8000',
  'localhost:8000',
  'localhost',
  'LOCALHOST:1',
  '[::1]:8000',
  '127.8.9.1',
  'sena.example:80',
])('answers to %s', (host) => {
  expect(() => check({ host, origin: undefined })).not.toThrow()
})

test.each([
  undefined,
  '',
  'evil.example:8000',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  '127.0.0.1@evil.example',
  'evil.example/127.0.0.1',
  '192.168.1.2:8000',
  '0.0.0.0:8000',
  'localhost:99999999',
])('does not answer to %j', (host) => {
  expect(() => check({ host, origin: undefined })).toThrow(expect.objectContaining({ status: 421 }))
})

test.each([undefined, 'http://127.0.0.1:3000', 'http://localhost:8000', 'https://[::1]:8000', 'https://desk.example'])(
  'lets pages of %j in',
  (origin) => {
    expect(() => check({ host: 'localhost:8000', origin })).not.toThrow()
  },
)

test.each([
  'null',
  '',
  'https://evil.example',
  'http://localhost.evil.example',
  'file://localhost',
  'http://127.0.0.1:80@evil.example',
])('keeps pages of %j out', (origin) => {
  expect(() => check({ host: 'localhost:8000', origin })).toThrow(expect.objectContaining({ status: 403 }))
})

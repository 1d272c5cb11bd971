import { describe, expect, it } from 'vitest'
import { readHttpFailure, retryAfterOf } from './http-failure.js'

describe('retryAfterOf', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  const cases: readonly [Record<string, string>, number | undefined][] = [
    [{ 'retry-after': '2' }, 2_000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT' }, 7_000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 23:59:00 GMT' }, 0],
    [{ 'retry-after-ms': '120', 'retry-after': '9' }, 120],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-3' }, undefined],
    [{}, undefined],
  ]
  it.each(cases)('reads %j as %s ms', (headers, expected) => {
    expect(retryAfterOf(new Headers(headers), now)).toBe(expected)
  })
})

describe('readHttpFailure', () => {
  it('parses JSON, and keeps the start of anything else', async () => {
    expect(await readHttpFailure(Response.json({ error: 'x' }, { status: 404 }))).toMatchObject({
      status: 404,
      body: { error: 'x' },
    })
    const page = await readHttpFailure(new Response(`<html>${'a'.repeat(300_000)}`, { status: 502 }))
    expect(page.body).toHaveLength(200)
  })
})

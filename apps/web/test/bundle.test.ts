import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const page = readFileSync(`${dist}/index.html`, 'utf8')

describe('what a first visit loads', () => {
  it('is less than 200 KB of gzipped script', () => {
    const scripts = [
      `${dist}/theme.js`,
      ...readdirSync(`${dist}/assets`)
        .filter((name) => name.endsWith('.js'))
        .map((name) => `${dist}/assets/${name}`),
    ]
    const bytes = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0)
    expect(bytes).toBeGreaterThan(10_000)
    expect(bytes).toBeLessThan(200_000)
  })

  it('has no script or style in the page itself, and nothing from another host', () => {
    expect(page.match(/<script(?![^>]*\ssrc=)/g)).toBeNull()
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/)
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//)
  })
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g)].map(([, name, light, dark]) => [
    name ?? '',
    { light: light ?? '', dark: dark ?? '' },
  ]),
)

/** WCAG's relative luminance of `#rrggbb`. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const grounds = ['paper', 'paper-raised', 'paper-sunk', 'moss-wash']
const pairs: readonly (readonly [front: string, ground: string, least: number])[] = [
  ...grounds.flatMap((ground) => [
    ['ink', ground, 7] as const,
    ['ink-soft', ground, 4.5] as const,
    ['moss', ground, 4.5] as const,
    ['moss-strong', ground, 4.5] as const,
  ]),
  ['on-moss', 'moss', 4.5],
  ['on-moss', 'moss-strong', 4.5],
  ['on-moss', 'persimmon', 4.5],
  ['ink', 'straw-wash', 7],
  ['ink', 'persimmon-wash', 7],
  ['straw', 'paper-sunk', 4.5],
  ['persimmon', 'paper', 4.5],
  ['persimmon', 'paper-raised', 4.5],
  ['persimmon', 'paper-sunk', 4.5],
  ['persimmon', 'moss-wash', 4.5],
  // The edges of controls, and what shows the focus.
  ['line-strong', 'paper', 3],
  ['line-strong', 'paper-raised', 3],
  ['line-strong', 'paper-sunk', 3],
]

describe.each(['light', 'dark'] as const)('by %s', (theme) => {
  it.each(pairs)('%s on %s has a contrast of %d or more', (front, ground, least) => {
    const colours = [tokens.get(front), tokens.get(ground)].map((token) => token?.[theme] ?? '#000000')
    expect(contrast(colours[0] ?? '', colours[1] ?? '')).toBeGreaterThanOrEqual(least)
  })
})

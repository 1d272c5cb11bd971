import { describe, expect, it } from 'vitest'
import { nearNames } from './near-names.js'

const names = ['llama3.2:latest', 'llama3.2:1b', 'qwen3:latest', 'gemma2:2b', 'nomic-embed-text:latest']

describe('nearNames', () => {
  it('counts two swapped letters as one edit', () => {
    expect(nearNames('gmema2', names, 1)).toEqual(['gemma2:2b'])
  })

  it.each([
    ['lama3.2', ['llama3.2:1b', 'llama3.2:latest']],
    ['llama3.2:70b', ['llama3.2:1b', 'llama3.2:latest']],
    ['QWEN3', ['qwen3:latest']],
    ['gema2', ['gemma2:2b']],
    ['mistral-large', []],
    ['', []],
  ])('for %j gives %j', (wanted, expected) => {
    expect(nearNames(wanted, names)).toEqual(expected)
  })
})

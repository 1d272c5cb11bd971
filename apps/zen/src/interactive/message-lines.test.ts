import { describe, expect, it } from 'vitest'
import { MessageLines } from './message-lines.js'

const enter = (...typed: readonly string[]) => {
  const lines = new MessageLines()
  const entered = typed.map((line) => lines.enter(line))
  return { entered, text: lines.text }
}

describe('MessageLines', () => {
  it.each([
    ['a line alone', ['What is it?'], ['sent'], 'What is it?'],
    ['a backslash', ['one\\', 'two'], ['more', 'sent'], 'one\ntwo'],
    ['quotes', ['"""', 'one\\', '', '/two', '"""'], ['more', 'more', 'more', 'more', 'sent'], 'one\\\n\n/two'],
    ['quotes with text beside them', ['"""one', 'two', '"""'], ['more', 'more', 'sent'], 'one\ntwo'],
    ['quotes within a line', ['say """ now'], ['sent'], 'say """ now'],
    ['nothing', [''], ['sent'], ''],
  ])('takes %s', (_, typed, entered, text) => {
    expect(enter(...typed)).toEqual({ entered, text })
  })

  it('keeps what is pasted together, whatever it holds', () => {
    const lines = new MessageLines()
    lines.isPasting = true
    expect([lines.enter('def a():'), lines.enter('    pass\\')]).toEqual(['silent', 'silent'])
    lines.isPasting = false
    expect(lines.enter('end')).toBe('sent')
    expect(lines.text).toBe('def a():\n    pass\\\nend')
  })

  it('begins anew when it is cleared', () => {
    const lines = new MessageLines()
    lines.enter('"""')
    lines.enter('half')
    lines.clear()
    expect(lines.isEmpty).toBe(true)
    expect(lines.enter('whole')).toBe('sent')
    expect(lines.text).toBe('whole')
  })
})

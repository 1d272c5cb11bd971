import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { confidence } from '../engine/confidence.js'
import { finding } from '../findings/finding.js'
import { readAnswer } from './read-answer.js'
import { wireSchema } from './wire-schema.js'

const schema = z.object({ a: z.int() })

describe('readAnswer', () => {
  it.each([
    ['{"a": 1}'],
    ['```json\n{"a": 1}\n```'],
    ['Sure! Here it is:\n\n```\n{"a": 1}\n```\nAnything else?'],
    ['Thinking… {"a": 1} done'],
  ])('finds the object in %j', (text) => expect(readAnswer(text, schema)).toEqual({ value: { a: 1 } }))

  it.each([
    ['', 'it is not JSON'],
    ['42', 'it is not JSON'],
    ['{"a": 1', 'it is not JSON'],
    ['{"a": "x"}', 'a: '],
    ['[1]', 'the whole: '],
  ])('says what is wrong with %j', (text, problem) =>
    expect(readAnswer(text, schema)).toEqual({ problems: [expect.stringContaining(problem)] }),
  )
})

describe('confidence', () => {
  it.each([
    ['High', 'high'],
    ['very_high', 'very-high'],
    ['almost certain', 'very-high'],
    [0.95, 'certain'],
    [0, 'exploring'],
    [85, 'certain'],
  ])('understands %j as %s', (given, meant) => expect(confidence.parse(given)).toBe(meant))
})

describe('a finding', () => {
  it('is read as models write them', () => {
    const given = { severity: 'Major', rule: 'r', title: 't', file: 'a', line: '12-14', explanation: '', fix: '' }
    expect(finding.parse(given)).toMatchObject({ severity: 'high', line: 12 })
    expect(finding.parse({ ...given, line: 0 })).toMatchObject({ line: null })
  })

  it('is asked for in the form that every provider takes: all is there, none besides, no bounds', () => {
    const wire = wireSchema(z.object({ findings: z.array(finding) }))
    const text = JSON.stringify(wire)
    expect(text).not.toMatch(/"(default|minimum|maximum|\$schema)"/)
    expect(wire).toMatchObject({ required: ['findings'], additionalProperties: false })
    const { items } = (wire.properties as { findings: { items: { required: string[] } } }).findings
    expect(items.required).toEqual(['severity', 'rule', 'title', 'file', 'line', 'explanation', 'fix'])
  })
})

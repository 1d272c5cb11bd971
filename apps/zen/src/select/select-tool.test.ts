import { describe, expect, it } from 'vitest'
import { heldOut } from '../../test/tasks/held-out.js'
import { tuning } from '../../test/tasks/tuning.js'
import { unseen } from '../../test/tasks/unseen.js'
import { toolCards } from '../tools/registry.js'
import { rules } from './rules.js'
import { selectTool, sureEnough } from './select-tool.js'

type Table = Readonly<Record<string, readonly string[]>>

const pairs = (table: Table) =>
  Object.entries(table).flatMap(([wanted, tasks]) => tasks.map((task) => ({ task, wanted })))

/** As the tables write it: the mode only where one is expected. */
function chosen(task: string, wanted: string): string {
  const { tool, mode } = selectTool(task)
  return wanted.includes('/') ? `${tool}/${mode ?? ''}` : tool
}

/** A table of what was missed, with how much was not. */
function account(title: string, table: Table): string {
  const all = pairs(table).map((pair) => {
    const selection = selectTool(pair.task)
    const [tool] = pair.wanted.split('/')
    return {
      ...pair,
      is: chosen(pair.task, pair.wanted),
      isSure: selection.confidence >= sureEnough,
      isOffered: selection.alternatives.some((other) => other.tool === tool),
    }
  })
  const missed = all.filter(({ is, wanted }) => is !== wanted)
  const right = all.length - missed.length
  const rows = missed.map(({ task, wanted, is }) => `| ${task.replaceAll('|', '\\|')} | ${wanted} | ${is} |`)
  return [
    `## ${title}`,
    `${right} of ${all.length} right (${Math.round((100 * right) / all.length)} %). Of the ${missed.length} others ${missed.filter(({ is }) => is === 'chat').length} went to \`chat\`, and for ${missed.filter(({ isOffered }) => isOffered).length} the right tool was among the alternatives. In ${all.filter(({ isSure }) => isSure).length} it was sure (${100 * sureEnough} % or more); ${missed.filter(({ isSure }) => isSure).length} of those were wrong.`,
    ['| task | meant | chosen |', '| --- | --- | --- |', ...rows].join('\n'),
  ].join('\n\n')
}

describe('the tool that a task is for', () => {
  it.each(pairs(tuning))('$wanted: $task', ({ task, wanted }) => {
    expect(chosen(task, wanted)).toBe(wanted)
  })

  it('is one that there is, and so is its mode', () => {
    for (const { tool, mode } of rules) {
      const card = toolCards.find(({ name }) => name === tool)
      expect(card?.name).toBe(tool)
      if (mode !== undefined) expect(card?.modes.map(({ name }) => name)).toContain(mode)
    }
    expect(new Set(rules.map(({ tool }) => tool))).toEqual(new Set(toolCards.map(({ name }) => name)))
  })

  it('is found in whole words alone', () => {
    expect(selectTool('the latest contest').tool).toBe('chat')
    expect(selectTool('test src/latest.ts').tool).toBe('testgen')
    expect(selectTool("Don't write tests, refactor it").tool).toBe('refactor')
  })

  it.each([
    ['nothing', ''],
    ['marks', '?!… — “”'],
    ['control characters', '\u0000\u001b[2J'],
    ['a surrogate', '\ud800'],
    ['a long word', 'a'.repeat(1_000_000)],
    ['many words', 'review test debug '.repeat(100_000)],
  ])('is some tool for %s', (_, task) => {
    const { tool, confidence, alternatives } = selectTool(task)
    expect(tool).toMatch(/^[a-z]+$/)
    expect(confidence).toBeGreaterThan(0)
    expect(confidence).toBeLessThanOrEqual(1)
    expect(alternatives.length).toBeLessThanOrEqual(2)
  })

  it('is the right one as often as docs/selection.md says; `vitest run -u` writes it anew', async () => {
    const text = [
      '# How well `zen select` chooses',
      'Both tables hold tasks that no rule was written by. A test counts and writes this page.',
      account('Written before the rules', heldOut),
      account("Written after them, in other people's ways: terse, wordy, careless", unseen),
      '',
    ].join('\n\n')
    await expect(text.trimEnd().concat('\n')).toMatchFileSnapshot('../../docs/selection.md')
  })
})

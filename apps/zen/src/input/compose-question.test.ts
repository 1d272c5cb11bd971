import { describe, expect, it } from 'vitest'
import { composeQuestion } from './compose-question.js'

describe('composeQuestion', () => {
  it('takes a prompt as it is', () => {
    expect(composeQuestion({ prompt: 'Why?', stdin: '', files: [] })).toBe('Why?')
  })

  it('takes piped text alone as the question', () => {
    expect(composeQuestion({ prompt: '', stdin: 'What is an engawa?\n', files: [] })).toBe('What is an engawa?\n')
  })

  it('puts piped text and files below the prompt, marked', () => {
    expect(
      composeQuestion({ prompt: 'Review', stdin: '+ x', files: [{ name: 'src/a.ts', text: 'const a = 1\n' }] }),
    ).toBe('Review\n\nstdin:\n```\n+ x\n```\n\nsrc/a.ts:\n```ts\nconst a = 1\n```')
  })

  it('lets no content end its own block', () => {
    const text = '````md\n```js\nx\n```\n````'
    const question = composeQuestion({ prompt: 'See', stdin: '', files: [{ name: 'a.md', text }] })
    expect(question).toContain(`\`\`\`\`\`md\n${text}\n\`\`\`\`\``)
  })

  it.each(['', '  \n'])('refuses to ask nothing (%j)', (blank) => {
    expect(() => composeQuestion({ prompt: blank, stdin: blank, files: [] })).toThrow(
      expect.objectContaining({ code: 'zen/empty-question', exitCode: 2 }),
    )
  })
})

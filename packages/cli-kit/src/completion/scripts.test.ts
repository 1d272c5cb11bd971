import { execFile, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { installDemo } from '../../test/demo-program.js'
import { sampleCli } from '../../test/sample-cli.js'
import { completionScript } from './scripts.js'

let folder: string
beforeAll(async () => {
  folder = (await installDemo()).folder
  for (const shell of ['bash', 'zsh', 'fish'] as const)
    writeFileSync(join(folder, `completion.${shell}`), completionScript(shell, sampleCli))
})

const run = async (shell: string, args: readonly string[]) => {
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, HOME: folder, TERM: 'dumb' }
  return (await promisify(execFile)(shell, [...args], { env, cwd: folder })).stdout
}

/** What bash would insert for a line, by calling the function as readline does. */
async function bash(line: string): Promise<readonly string[]> {
  const script = `
    source ./completion.bash
    COMP_LINE=$1; COMP_POINT=\${#COMP_LINE}; COMP_WORDS=(demo x); COMP_CWORD=1
    COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
    _demo_complete
    printf '%s\\n' "\${COMPREPLY[@]}"`
  return (await run('bash', ['-c', script, 'bash', line])).split('\n').filter(Boolean)
}

/** What fish offers for a line, without descriptions. */
async function fish(line: string): Promise<readonly string[]> {
  const offered = await run('fish', ['-c', `source ./completion.fish; complete -C ${JSON.stringify(line)}`])
  return offered
    .split('\n')
    .filter(Boolean)
    .map((entry) => entry.split('\t')[0] ?? '')
}

/** What zsh would offer for a line: compadd and _files are replaced by printing. */
async function zsh(line: string): Promise<readonly string[]> {
  const script = `
    autoload -Uz compinit && compinit -u -D
    source ./completion.zsh
    compadd() { print -rl -- "\${values[@]}" }
    _files() { print -r -- FILES }
    words=("\${(z)1}"); [[ $1 == *' ' ]] && words+=('')
    CURRENT=\${#words}
    _demo_complete`
  return (await run('zsh', ['-f', '-c', script, 'zsh', line])).split('\n').filter(Boolean)
}

/** A machine without one of the shells skips that shell by name. */
const has = (shell: string) => spawnSync(shell, ['-c', 'exit 0']).status === 0

describe.each([
  ['fish', fish],
  ['zsh', zsh],
  ['bash', bash],
] as const)('completion in %s', (shell, offered) => {
  const it = test.skipIf(!has(shell))

  it('offers commands and the words of a group', async () => {
    expect(await offered('demo se')).toEqual(['session'])
    expect(await offered('demo session ')).toEqual(expect.arrayContaining(['list', 'show']))
    expect(await offered('demo sec')).not.toContain('secret-door')
  })

  it('offers options, choices and live values', async () => {
    expect(await offered('demo echo --mo')).toEqual(['--model'])
    expect(await offered('demo fail c')).toEqual(['config'])
    expect(await offered('demo echo --level h')).toEqual(['high'])
    expect(await offered('demo echo hi --model ll')).toEqual(['llama3'])
  })

  it('offers values with a colon or a blank in a form that the shell takes', async () => {
    expect(await offered('demo echo hi --model qwen3:')).toEqual(
      shell === 'bash' ? ['4b', '8b'] : ['qwen3:4b', 'qwen3:8b'],
    )
    expect(await offered('demo session show my')).toEqual([shell === 'bash' ? 'my\\ notes' : 'my notes'])
  })
})

describe('completion scripts', () => {
  it('leave files to the shell where the program has nothing to offer', async () => {
    if (has('zsh')) expect(await zsh('demo echo ')).toEqual(['FILES'])
    if (has('fish'))
      expect(await fish('demo echo compl')).toEqual(['completion.bash', 'completion.fish', 'completion.zsh'])
    expect(completionScript('bash', sampleCli)).toContain('complete -o default')
  })

  it('are refused for a name that a shell could take for something else', () => {
    expect(() => completionScript('bash', { name: 'x; rm -rf' })).toThrow(/no completion/)
  })
})

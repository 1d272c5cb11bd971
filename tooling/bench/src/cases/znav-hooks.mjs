import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { quietEnvironment, summarise } from '../measure.mjs'
import { builtBin, inTemporaryFolder } from '../workspace.mjs'

const prompts = 1_000
const shells = /** @type {const} */ (['bash', 'zsh', 'fish'])

/** A prompt that tells which one it is, and nothing else of the person's own. */
const plain = {
  bash: "PS1='<\\#>'",
  zsh: "n=0; PROMPT='<$n>'; setopt promptsubst; precmd() { (( n++ )) }",
  fish: 'set -g n 0; function fish_prompt; set n (math $n + 1); echo -n "<$n>"; end; function fish_right_prompt; end',
}

/** What hooks commonly do: one program for each prompt. */
const startsProcess = {
  bash: "PROMPT_COMMAND='/bin/true'",
  zsh: 'theirs() { /bin/true }; precmd_functions+=(theirs)',
  fish: 'function theirs --on-event fish_postexec; /bin/true; end',
}

/**
 * What a hook adds to the time from Enter to the next prompt, in real shells in a pseudo-terminal.
 *
 * @type {import('../report.mjs').Case}
 */
export const znavHooks = {
  name: `From Enter to the next prompt, ${prompts} prompts`,
  floor: 'bash, no hook',
  run: () =>
    inTemporaryFolder(async (home) => {
      /** @type {Map<string, import('../measure.mjs').Figure>} */
      const figures = new Map()
      for (const shell of shells) {
        if (spawnSync(shell, ['-c', 'exit 0']).status !== 0) continue
        const env = { PATH: process.env.PATH ?? '', HOME: home, ZDOTDIR: home, TERM: 'dumb', PERTH_PANE: 'backend' }
        const init = (/** @type {number} */ interval) => hookOf(shell, home, env, interval)
        const hooks = {
          'no hook': '',
          'znav, between collections': init(10_000),
          // As it comes: ten commands, and ten seconds, between two collections.
          'znav, with its collections': init(10),
          'a hook that starts a process': startsProcess[shell],
        }
        for (const [name, hook] of Object.entries(hooks)) {
          figures.set(`${shell}, ${name}`, summarise(await timePrompts(shell, `${plain[shell]}\n${hook}\n`, home, env)))
        }
      }
      return figures
    }),
}

/**
 * @param {typeof shells[number]} shell
 * @param {string} home
 * @param {Record<string, string>} env
 * @param {number} interval commands between two collections
 */
function hookOf(shell, home, env, interval) {
  const folder = join(home, '.config/perth')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'config.toml'), `[intent_tracking]\nauto_snapshot_interval = ${interval}\n`)
  const { status, stdout, stderr } = spawnSync(process.execPath, [builtBin('znav'), 'init', shell], {
    env: quietEnvironment(env),
  })
  if (status !== 0) throw new Error(`znav init ${shell}: ${stderr}`)
  return stdout.toString()
}

/**
 * @param {typeof shells[number]} shell
 * @param {string} start what the shell runs first
 * @param {string} home
 * @param {Record<string, string>} env
 * @returns {Promise<readonly number[]>} milliseconds
 */
async function timePrompts(shell, start, home, env) {
  const files = { bash: '.bashrc', zsh: '.zshrc', fish: 'start.fish' }
  // fish without its configuration is in private mode, in which the hook records nothing.
  const open = shell === 'fish' ? 'set -e fish_private_mode\n' : ''
  writeFileSync(join(home, files[shell]), `${open}${start}`)
  const commands = {
    bash: `bash --rcfile '${home}/.bashrc' -i`,
    zsh: 'zsh -d -i',
    fish: `fish --no-config -i -C 'source ${home}/start.fish'`,
  }
  const child = spawn('script', ['-qec', commands[shell], '/dev/null'], {
    cwd: home,
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let shown = ''
  let wake = () => {}
  child.stdout.on('data', (chunk) => {
    shown += chunk
    wake()
  })
  /** @param {number} number */
  const prompt = async (number) => {
    while (!shown.includes(`<${number}>`)) {
      await new Promise((resolve) => {
        wake = () => resolve(undefined)
      })
    }
    shown = ''
  }
  await prompt(1)
  const times = []
  for (let count = 1; count <= prompts; count++) {
    const began = process.hrtime.bigint()
    child.stdin.write(`: step ${count}\n`)
    await prompt(count + 1)
    times.push(Number(process.hrtime.bigint() - began) / 1e6)
  }
  child.stdin.end('exit\n')
  await once(child, 'close')
  return times
}

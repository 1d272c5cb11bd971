import { UserError } from '@engawa/core'
import type { CliDefinition } from '../command.js'

export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

/**
 * A completion script. The scripts hold no list of commands: they ask the program, so that they stay true when it is
 * updated and can offer live values.
 */
export function completionScript(shell: Shell, { name }: Pick<CliDefinition, 'name'>): string {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new UserError(`no completion for a program named "${name}"`)
  return { bash, zsh, fish }[shell](name, `_${name.replaceAll('-', '_')}_complete`)
}

const bash = (
  name: string,
  own: string,
) => `# ${name} completion for bash: ${name} completion bash > ~/.local/share/bash-completion/completions/${name}
${own}() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    [[ -n $line ]] && COMPREPLY+=("$line")
  done < <("\${COMP_WORDS[0]}" __complete bash "\${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
}
complete -o default -F ${own} ${name}
`

const zsh = (name: string, own: string) => `#compdef ${name}
# ${name} completion for zsh: ${name} completion zsh > a folder of $fpath, as _${name}
${own}() {
  local line
  local -a values shown
  while IFS= read -r line; do
    [[ -n $line ]] || continue
    values+=("\${line%%$'\\t'*}")
    shown+=("\${line/$'\\t'/  -- }")
  done < <("\${words[1]}" __complete zsh "\${(@Q)words[2,CURRENT-1]}" "\${(Q)words[CURRENT]}" 2>/dev/null)
  if (( \${#values} )); then
    compadd -l -d shown -- "\${values[@]}"
  else
    _files
  fi
}
if [[ $funcstack[1] == _${name} ]]; then
  ${own} "$@"
else
  compdef ${own} ${name}
fi
`

const fish = (
  name: string,
  own: string,
) => `# ${name} completion for fish: ${name} completion fish > ~/.config/fish/completions/${name}.fish
function ${own}
  set -l words (commandline -opc)
  set -l typed (commandline -ct | string unescape)
  $words[1] __complete fish $words[2..-1] "$typed" 2>/dev/null
end
complete -c ${name} -f -a '(${own})'
complete -c ${name} -n 'test (count (${own})) -eq 0' -F
`

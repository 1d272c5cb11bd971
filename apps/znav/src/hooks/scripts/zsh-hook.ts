import type { HookPlaces } from './hook-places.js'
import { shellWord } from './shell-word.js'

/** The hook for zsh, by preexec and precmd: zsh hands over what was typed. */
export function zshHook({ spool, switches, interval, pause, collect, token }: HookPlaces): string {
  return String.raw`if [[ -o interactive ]] && zmodload zsh/datetime 2>/dev/null; then
__perth_make() { ( umask 077; : >>| "$__perth_spool" ) }
__perth_off() {
  [[ -n \${PERTH_OFF-} || -e $__perth_switch || -e $__perth_switches/name-\${PERTH_PANE-} ]] && return 0
  local folder=$PWD
  while :; do
    [[ -e $folder/.perth-off ]] && return 0
    [[ -z $folder || $folder == / ]] && return 1
    folder=\${folder%/*}
  done
}
__perth_preexec() { __perth_text=$1 __perth_began=$EPOCHREALTIME }
__perth_prompt() {
  local -i code=$?
  [[ -n \${__perth_text-} ]] || return $code
  emulate -L zsh
  local text=$__perth_text
  local -i began=$(( __perth_began * 1000 )) took=$(( (EPOCHREALTIME - __perth_began) * 1000 ))
  __perth_text=
  [[ $text == [[:space:]]* ]] && return $code
  __perth_off && return $code
  [[ -f $__perth_spool ]] || __perth_make
  builtin printf '%s\0' 1 $began $took $code "\${ZELLIJ_SESSION_NAME-}" "\${ZELLIJ_PANE_ID-}" "\${PERTH_PANE-}" "$PWD" "$text" $'\n' >>| "$__perth_spool"
  if (( ++__perth_count >= __perth_interval && (EPOCHSECONDS < __perth_collected || EPOCHSECONDS - __perth_collected >= __perth_pause) )); then
    __perth_count=0 __perth_collected=$EPOCHSECONDS
    ${collect} </dev/null >/dev/null 2>&1 &!
  fi
  return $code
}
if [[ \${__perth_spool-} != */$$-* ]]; then
  typeset -g __perth_spool=${shellWord(spool)}/$$-${token} __perth_text=
  typeset -gi __perth_count=0 __perth_collected=0
  typeset -gF __perth_began=0
  __perth_make
fi
typeset -gi __perth_interval=${interval} __perth_pause=${pause}
typeset -g __perth_session=\${ZELLIJ_SESSION_NAME-} __perth_switches=${shellWord(switches)}
typeset -g __perth_switch=$__perth_switches/pane-\${__perth_session//\//_}.\${ZELLIJ_PANE_ID-}
typeset -ga preexec_functions precmd_functions
(( \${preexec_functions[(Ie)__perth_preexec]} )) || preexec_functions+=(__perth_preexec)
(( \${precmd_functions[(Ie)__perth_prompt]} )) || precmd_functions=(__perth_prompt $precmd_functions)
fi
`.replaceAll('\\${', '${')
}

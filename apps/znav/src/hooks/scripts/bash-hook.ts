import type { HookPlaces } from './hook-places.js'
import { shellWord } from './shell-word.js'

/**
 * The hook for bash 5 and later, by PS0 and PROMPT_COMMAND: the DEBUG trap stays the person's own.
 *
 * PS0 is expanded by the shell itself, so an assignment in an arithmetic expansion there sets the time of the start. What
 * was typed is read back from bash's own history through a file: a command substitution would start a process. What bash
 * keeps out of its history, it keeps from Perth too. The first prompt takes note of what was there before.
 *
 * That file is written over, and with spaces after it was read, but never cut: a file system that sees a file replaced
 * in this way would write it to the disk for each prompt.
 */
export function bashHook({ spool, switches, interval, pause, collect, token }: HookPlaces): string {
  return String.raw`if [[ $- == *i* ]] && (( BASH_VERSINFO[0] >= 5 )); then
__perth_make() {
  local mask; mask=$(umask); umask 077
  : >> "$__perth_spool"; : >| "$__perth_line"
  umask "$mask"
}
__perth_off() {
  [[ -n \${PERTH_OFF-} || -e $__perth_switch || -e $__perth_switches/name-\${PERTH_PANE-} ]] && return 0
  local folder=$PWD
  while :; do
    [[ -e $folder/.perth-off ]] && return 0
    [[ -z $folder || $folder == / ]] && return 1
    folder=\${folder%/*}
  done
}
__perth_read() {
  local line
  [[ -f $__perth_spool && -f $__perth_line ]] || __perth_make
  { HISTTIMEFORMAT= builtin history 1; builtin printf '\0'; } 1<> "$__perth_line"
  IFS= read -r -d '' line < "$__perth_line"
  builtin printf "%$(( \${#line} * 4 ))s" '' 1<> "$__perth_line"
  line=\${line#"\${line%%[0-9]*}"}; __perth_number=\${line%%[!0-9]*}
  line=\${line#"$__perth_number"}; line=\${line:2}; __perth_text=\${line%$'\n'}
}
__perth_prompt() {
  local status=$? began=$__perth_began last=$__perth_last took
  __perth_began=0
  [[ $began == 0 && -n $last ]] && return $status
  took=$(( (\${EPOCHREALTIME/[.,]/} - began) / 1000 ))
  __perth_read
  __perth_last=$__perth_number:$__perth_text
  [[ $began == 0 || -z $last || $last == "$__perth_last" || -z $__perth_number ]] && return $status
  [[ -z $__perth_text || $__perth_text == [[:space:]]* ]] && return $status
  __perth_off && return $status
  builtin printf '%s\0' 1 "$(( began / 1000 ))" "$took" "$status" "\${ZELLIJ_SESSION_NAME-}" "\${ZELLIJ_PANE_ID-}" "\${PERTH_PANE-}" "$PWD" "$__perth_text" $'\n' >> "$__perth_spool"
  if (( ++__perth_count >= __perth_interval && (EPOCHSECONDS < __perth_collected || EPOCHSECONDS - __perth_collected >= __perth_pause) )); then
    __perth_count=0 __perth_collected=$EPOCHSECONDS
    ( ${collect} </dev/null >/dev/null 2>&1 & )
  fi
  return $status
}
if [[ \${__perth_spool-} != */$$-* ]]; then
  __perth_spool=${shellWord(spool)}/$$-${token}
  __perth_line=$__perth_spool.line
  __perth_began=0 __perth_count=0 __perth_collected=0 __perth_last=
  __perth_make
  [[ \${PS0-} == *__perth_began* ]] || PS0=\${PS0-}'\${__perth_began:$((__perth_began=\${EPOCHREALTIME/[.,]/},0)):0}'
  if [[ $(declare -p PROMPT_COMMAND 2>/dev/null) == 'declare -a'* ]]; then
    PROMPT_COMMAND=(__perth_prompt "\${PROMPT_COMMAND[@]}")
  else
    PROMPT_COMMAND=__perth_prompt\${PROMPT_COMMAND:+$'\n'$PROMPT_COMMAND}
  fi
fi
__perth_interval=${interval} __perth_pause=${pause} __perth_session=\${ZELLIJ_SESSION_NAME-} __perth_switches=${shellWord(switches)}
__perth_switch=$__perth_switches/pane-\${__perth_session//\//_}.\${ZELLIJ_PANE_ID-}
fi
`.replaceAll('\\${', '${')
}

import type { HookPlaces } from './hook-places.js'
import { fishWord } from './shell-word.js'

/**
 * The hook for fish, by its events. fish has no clock of its own: when a command began is left open, and the pause between
 * collections is kept where the system tells the time in a file.
 */
export function fishHook({ spool, switches, interval, pause, collect, token }: HookPlaces): string {
  return String.raw`if status is-interactive
function __perth_make
  set -l mask (umask)
  umask 077
  echo -n >> $__perth_spool
  umask $mask
end
function __perth_off
  test -n "$PERTH_OFF" -o -e "$__perth_switch" -o -e "$__perth_switches/name-$PERTH_PANE"; and return 0
  set -l folder $PWD
  while true
    test -e "$folder/.perth-off"; and return 0
    test -z "$folder"; and return 1
    set folder (string replace -r '/[^/]*$' '' -- $folder)
  end
end
function __perth_may_collect
  test -r /proc/uptime; or return 0
  read -l now rest < /proc/uptime
  test -n "$__perth_collected"; and test (math "$now - $__perth_collected") -lt $__perth_pause; and return 1
  set -g __perth_collected $now
  return 0
end
function __perth_postexec --on-event fish_postexec
  set -l code $status
  set -l took $CMD_DURATION
  string match -qr '^\s|^$' -- "$argv[1]"; and return $code
  test -n "$fish_private_mode"; and return $code
  __perth_off; and return $code
  test -f $__perth_spool; or __perth_make
  printf '%s\0' 1 '' $took $code "$ZELLIJ_SESSION_NAME" "$ZELLIJ_PANE_ID" "$PERTH_PANE" "$PWD" "$argv[1]" \n >> $__perth_spool
  set -g __perth_count (math $__perth_count + 1)
  if test $__perth_count -ge $__perth_interval; and __perth_may_collect
    set -g __perth_count 0
    ${collect} </dev/null >/dev/null 2>&1 &
    disown
  end
  return $code
end
set -g __perth_interval ${interval}
set -g __perth_pause ${pause}
set -g __perth_switches ${fishWord(switches)}
set -g __perth_switch $__perth_switches/pane-(string replace -a / _ -- "$ZELLIJ_SESSION_NAME").$ZELLIJ_PANE_ID
if not set -q __perth_spool
  set -g __perth_spool ${fishWord(spool)}/$fish_pid-${token}
  set -g __perth_count 0
  __perth_make
end
end
`
}

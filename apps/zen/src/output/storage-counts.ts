import type { Counts } from '@engawa/storage'

/** `2 sessions, 14 messages, 1 record`: what there is none of is left out, but for messages. */
export function countsInWords({ sessions, messages, records, values }: Counts): string {
  const parts = [counted(sessions, 'session'), counted(messages, 'message')]
  if (records > 0) parts.push(counted(records, 'record'))
  if (values > 0) parts.push(counted(values, 'value'))
  return parts.join(', ')
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** The keyspace that others read. `znav` is version 1's, read while `perth` has nothing. */
export type Keyspace = 'perth' | 'znav'

export const keys = {
  pane: (name: string, space: Keyspace = 'perth') => `${space}:pane:${name}`,
  history: (name: string, space: Keyspace = 'perth') => `${space}:pane:${name}:history`,
  artifacts: (name: string, space: Keyspace = 'perth') => `${space}:pane:${name}:artifacts`,
  panes: (space: Keyspace = 'perth') => `${space}:panes`,
  sessionPanes: (session: string) => `perth:sessions:${session}:panes`,
  tabPanes: (session: string, tab: string) => `perth:tabs:${session}:${tab}:panes`,
  /** List of event ids, oldest first. */
  outbox: 'perth:outbox',
  /** Hash: event id → envelope. */
  outboxEvents: 'perth:outbox:events',
  /** Hash: event id → failed attempts. */
  outboxAttempts: 'perth:outbox:attempts',
  /** Hash: `consent_given`, `keyspace_version`, and how many events were dropped. */
  config: 'perth:config',
} as const

export const droppedField = 'outbox_dropped'

/** The keyspace that others read. `znav` is version 1's, read while `perth` has nothing. */
export type Keyspace = 'perth' | 'znav'

export const keys = {
  pane: (name: string, space: Keyspace = 'perth') => `${space}:pane:${name}`,
  history: (name: string, space: Keyspace = 'perth') => `${space}:pane:${name}:history`,
  artifacts: (name: string, space: Keyspace = 'perth') => `${space}:pane:${name}:artifacts`,
  panes: (space: Keyspace = 'perth') => `${space}:panes`,
  sessionPanes: (session: string) => `perth:sessions:${session}:panes`,
  tabPanes: (session: string, tab: string) => `perth:tabs:${session}:${tab}:panes`,
  /** List of event ids; what begins with it and a colon belongs to the outbox too. */
  outbox: 'perth:outbox',
} as const

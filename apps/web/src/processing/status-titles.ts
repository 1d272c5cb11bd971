import type { TurnStatus } from '@engawa/sena-client'

export const statusTitles: Readonly<Record<TurnStatus, string>> = {
  running: 'running',
  complete: 'complete',
  partial: 'broken off',
  interrupted: 'interrupted',
  cancelled: 'stopped on request',
  failed: 'failed',
}

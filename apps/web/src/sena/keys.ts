/** Names of what is read from Sena, for the cache. */
export const keys = {
  all: ['sena'] as const,
  sessions: ['sena', 'sessions'] as const,
  everyMessage: ['sena', 'messages'] as const,
  messages: (sessionId: string) => ['sena', 'messages', sessionId] as const,
  memories: ['sena', 'memories'] as const,
  memorySearch: (query: string) => ['sena', 'memories', 'search', query] as const,
  memoryList: ['sena', 'memories', 'list'] as const,
  memoryStatistics: ['sena', 'memories', 'statistics'] as const,
  extensions: ['sena', 'extensions'] as const,
  traces: ['sena', 'traces'] as const,
  trace: (turnId: string) => ['sena', 'traces', turnId] as const,
  /** Apart from the others: an answer's trace does not change, and is not read again with each turn. */
  answerTrace: (turnId: string) => ['sena', 'answer-traces', turnId] as const,
  logs: ['sena', 'logs'] as const,
  health: ['sena', 'health'] as const,
  telemetry: (range: string) => ['sena', 'telemetry', range] as const,
}

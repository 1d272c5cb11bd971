/** A conversation as `session export` writes it, for a command that needs one and may not ask a model for it. */
export function exportedConversation(name: string, texts: readonly string[]): string {
  const at = '2026-01-05T09:00:00.000Z'
  const session = {
    id: name,
    userId: 'local',
    title: texts[0] ?? name,
    createdAt: at,
    updatedAt: at,
    messageCount: texts.length,
  }
  const messages = texts.map((text, index) => ({
    id: `${name}-${index + 1}`,
    sessionId: name,
    seq: index + 1,
    role: index % 2 === 0 ? 'user' : 'assistant',
    content: [{ type: 'text', text }],
    createdAt: at,
  }))
  const lines = [
    { type: 'engawa-export', version: 1 },
    { type: 'session', session },
    ...messages.map((message) => ({ type: 'message', message })),
  ]
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}

import type { ToolCard } from '../tool.js'

/** Beside `zen chat`, which streams: the same for whoever calls tools. */
export const chatCard: ToolCard = {
  name: 'chat',
  title: 'Chat',
  summary: 'Answer a question, think along, explain.',
  modes: [],
  steps: false,
  examples: [{ command: 'zen chat "Why is the sky blue?"', explains: 'ask' }],
  load: async () => (await import('./chat.js')).chat,
}

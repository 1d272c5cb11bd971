import { type BufferedMessage, type MemoryHit, utteranceKind } from '@engawa/memory'
import type { Intent } from '../intent/intent.js'
import type { ExtensionResult } from '../pipeline/turn.js'

export interface WithoutModel {
  /** What was said or asked. */
  readonly input: string
  /** What was said before in this conversation. */
  readonly history: readonly BufferedMessage[]
  readonly intent: Intent
  readonly memories: readonly MemoryHit[]
  readonly extensions: readonly ExtensionResult[]
  /** Why no model answers: `Ollama: not found at http://localhost:11434`. */
  readonly reason: string
  /** What to do about it. */
  readonly hint: string
}

/** What can be said honestly when no model answers: what extensions and memory gave, and how to add a model. */
export function answerWithoutModel(given: WithoutModel): string {
  const { memories, extensions } = given
  return [
    ...extensions.map(extensionLine),
    ...memoryLines(memories),
    ...(extensions.length === 0 && memories.length === 0 ? [nothingFound(given)] : []),
    whyNoModel(given),
  ].join('\n\n')
}

const extensionLine = ({ name, ok, output }: ExtensionResult): string =>
  ok ? output : `The extension ${name} failed: ${output}`

/** Longest part of one memory that is quoted. */
const maxQuoted = 600

function memoryLines(memories: readonly MemoryHit[]): readonly string[] {
  if (memories.length === 0) return []
  const lines = memories.map(({ memory: { content, createdAt, source } }) => {
    const quoted = content.length > maxQuoted ? `${content.slice(0, maxQuoted).toWellFormed()}…` : content
    const speaker = source === 'user' ? 'you said' : source === 'assistant' ? 'I said' : 'noted'
    return `- ${createdAt.slice(0, 10)}, ${speaker}: ${quoted}`
  })
  return [`This is what I remember about it:\n${lines.join('\n')}`]
}

function nothingFound({ intent, input }: WithoutModel): string {
  if (intent.type === 'greeting') return 'Hello! I am here.'
  if (intent.type === 'recall') return 'I found nothing about that in memory.'
  const kind = utteranceKind(input)
  if (kind === 'question') return 'I know nothing about that yet.'
  if (kind === 'command') return 'I cannot do that without a model.'
  if (kind === 'small talk') return 'I am here.'
  return 'I have kept what you wrote and can find it again when you ask.'
}

/** What to do about it is told once in a conversation; who has read it needs the reason alone. */
const whyNoModel = ({ history, reason, hint }: WithoutModel): string =>
  history.some(({ role, text }) => role === 'assistant' && text.includes(hint))
    ? `No model answered this (${reason}).`
    : `No model answered this (${reason}). ${hint}`

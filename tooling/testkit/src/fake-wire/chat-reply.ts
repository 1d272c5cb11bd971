/** What the fake model answers. */
export interface FakeReply {
  readonly text?: string
  /** Sent before the text, when the request asks to think. */
  readonly thinking?: string
  readonly toolCalls?: readonly { readonly name: string; readonly arguments: Record<string, unknown> }[]
  /** `stop` unless told, or unless a limit of tokens cut it. */
  readonly doneReason?: 'stop' | 'length'
}

export interface FakePrompt {
  readonly model: string
  /** Text of the last message of the user. */
  readonly lastUserText: string
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly body: Readonly<Record<string, unknown>>
}

export type ReplyTo = (prompt: FakePrompt) => FakeReply | string

/** Echoes, so that a test can see what arrived. */
export const echo: ReplyTo = ({ lastUserText }) => `You said: ${lastUserText}`

/** Cut a text into pieces like a model's tokens: words with the space before them. */
export const intoTokens = (text: string): readonly string[] => text.match(/\s*\S+|\s+$/g) ?? []

/** A rough count, so that usage grows with what was sent. */
export const countTokens = (text: string): number => Math.max(1, Math.ceil(text.length / 4))

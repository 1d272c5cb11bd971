import { useDeferredValue } from 'react'
import { Time } from '../elements/time.js'
import { Markdown } from '../markdown/markdown.js'
import { AnswerFacts } from './answer-facts.js'
import { EntryTrouble } from './entry-trouble.js'
import type { ChatEntry } from './turn.js'

/** One thing said, by a person or by Sena. */
export function Entry({ entry }: { readonly entry: ChatEntry }) {
  return entry.role === 'user' ? <QuestionEntry entry={entry} /> : <AnswerEntry entry={entry} />
}

function QuestionEntry({ entry: { content, at } }: { readonly entry: ChatEntry }) {
  return (
    <article className="entry entry-user" aria-label="You">
      <div className="bubble">{content}</div>
      <p className="entry-meta">
        <Time at={at} />
      </p>
    </article>
  )
}

function AnswerEntry({ entry }: { readonly entry: ChatEntry }) {
  const { content, status } = entry
  // A long answer that streams in is cut into elements when there is time for it, so that typing stays smooth.
  const text = useDeferredValue(content)
  const running = status === 'running'
  return (
    <article className="entry entry-assistant" aria-label="Sena" aria-busy={running || text !== content}>
      <div className="answer">
        {text !== '' && <Markdown text={text} />}
        {running && <Thinking started={text !== ''} />}
        <EntryTrouble entry={entry} />
      </div>
      {!running && !entry.turn?.problem && <AnswerFacts entry={entry} />}
    </article>
  )
}

function Thinking({ started }: { readonly started: boolean }) {
  return (
    <p className="thinking" aria-hidden="true">
      <span className="thinking-dots">
        <i />
        <i />
        <i />
      </span>
      {!started && 'thinking'}
    </p>
  )
}

import type { ChatRequest } from '@engawa/sena-client'
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { SendIcon, StopIcon } from '../elements/icons.js'

type Mode = NonNullable<ChatRequest['mode']>

const modes: readonly { readonly value: Mode | ''; readonly label: string }[] = [
  { value: '', label: 'chosen by intent' },
  { value: 'fast', label: 'fast' },
  { value: 'critical', label: 'critical' },
  { value: 'code', label: 'code' },
]

export interface ComposerProps {
  readonly onAsk: (message: string, mode: Mode | undefined) => void
  /** While a turn runs: end it. */
  readonly onStop: (() => void) | undefined
}

/** Longest message that Sena takes, in characters. */
const longest = 200_000

/** Where a person writes. Enter sends, Shift+Enter makes a new line. */
export function Composer({ onAsk, onStop }: ComposerProps) {
  const [text, setText] = useState('')
  const [mode, setMode] = useState<Mode | ''>('')
  const area = useRef<HTMLTextAreaElement>(null)
  const ids = { text: useId(), hint: useId(), mode: useId() }
  useEffect(() => area.current?.focus({ preventScroll: true }), [])

  const tooLong = text.length - longest
  const sendable = text.trim() !== '' && tooLong <= 0

  const send = (event: FormEvent) => {
    event.preventDefault()
    if (onStop || !sendable) return
    onAsk(text, mode || undefined)
    setText('')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.currentTarget.form?.requestSubmit()
  }

  return (
    <form className="composer" onSubmit={send}>
      <label className="visually-hidden" htmlFor={ids.text}>
        Message to Sena
      </label>
      <textarea
        id={ids.text}
        ref={area}
        rows={1}
        value={text}
        placeholder="Write to Sena …"
        aria-describedby={ids.hint}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {tooLong > 0 && (
        <p className="composer-trouble" role="status">
          Too long by {tooLong.toLocaleString()} characters. Sena takes {longest.toLocaleString()} at once.
        </p>
      )}
      <div className="composer-bar">
        <label htmlFor={ids.mode}>Model</label>
        <select id={ids.mode} value={mode} onChange={(event) => setMode(event.target.value as Mode | '')}>
          {modes.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <span id={ids.hint} className="fine composer-hint">
          Enter sends, Shift+Enter makes a new line
        </span>
        {onStop ? (
          <button type="button" className="send stop" onClick={onStop}>
            <StopIcon /> Stop
          </button>
        ) : (
          <button type="submit" className="send" disabled={!sendable}>
            <SendIcon /> Send
          </button>
        )}
      </div>
    </form>
  )
}

import { Prose } from '../elements/prose.js'
import { asSentence } from '../elements/sentence.js'
import { useSena } from '../sena/sena-context.js'
import type { ChatEntry } from './turn.js'

/** What went wrong with a turn, and what can be done. */
export function EntryTrouble({ entry: { status, content, turn } }: { readonly entry: ChatEntry }) {
  const { chat } = useSena()
  if (turn?.problem) {
    const { key, question, sessionId, phase, problem } = turn
    const again = () => {
      chat.dismiss(key)
      chat.ask({ message: question, ...(sessionId === undefined ? {} : { sessionId }) })
    }
    return (
      <div className="notice notice-failure">
        <p>
          <strong>{asSentence(problem.message)}</strong> <Prose text={problem.hint ?? ''} />
        </p>
        {phase === 'unsent' && (
          <>
            <button type="button" onClick={again}>
              Send again
            </button>
            <button type="button" className="quiet" onClick={() => chat.dismiss(key)}>
              Discard
            </button>
          </>
        )}
      </div>
    )
  }
  const note = (content === '' && unanswered[status]) || notes[status]
  return note ? <p className="entry-note">{note}</p> : null
}

const notes: Partial<Record<ChatEntry['status'], string>> = {
  partial: 'The answer ends here: the model broke off. Ask again for a whole one.',
  interrupted: 'The answer ends here: Sena was stopped in the middle of it. Ask again for a whole one.',
  cancelled: 'Stopped on request.',
  failed: 'This turn failed. See Processing for the stage that did.',
}

/** Where there is no answer at all. */
const unanswered: typeof notes = {
  interrupted: 'Sena was stopped before it could answer. Ask again.',
  cancelled: 'Stopped on request, before there was an answer.',
}

import type { Turn } from './turn.js'

const longest = 300

/** Tells a screen reader how a turn goes: a sentence at each change, never each word of a stream. */
export function TurnAnnouncer({ turn }: { readonly turn: Turn | undefined }) {
  return (
    <p className="visually-hidden" role="status">
      {turn && announce(turn)}
    </p>
  )
}

function announce({ phase, answer, problem }: Turn): string {
  switch (phase) {
    case 'sending':
      return 'Sending.'
    case 'thinking':
      return 'Sena is thinking.'
    case 'answering':
      return 'Sena is answering.'
    case 'done':
      return `Sena answered: ${answer.slice(0, longest)}`
    default:
      return problem?.message ?? 'The turn failed.'
  }
}

/** A point in time: short for the eye, whole for whoever asks. */
export function Time({ at }: { readonly at: string }) {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return <span>{at}</span>
  return (
    <time dateTime={at} title={date.toLocaleString()}>
      {isToday(date)
        ? date.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })
        : date.toLocaleDateString(undefined, { month: 'short', day: 'numeric' })}
    </time>
  )
}

const isToday = (date: Date) => date.toDateString() === new Date().toDateString()

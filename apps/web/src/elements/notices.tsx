import { isEngawaError } from '@engawa/core'
import type { ReactNode } from 'react'
import { Prose } from './prose.js'
import { asSentence } from './sentence.js'

/** Nothing here yet, and what to do about it. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children && <div className="empty-next">{children}</div>}
    </div>
  )
}

/** What failed, and the remedy. */
export function Failure({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const message = error instanceof Error ? error.message : String(error)
  const hint = isEngawaError(error) ? error.hint : undefined
  return (
    <div className="notice notice-failure" role="alert">
      <p>
        <strong>{hint ? asSentence(message) : message}</strong>
        {hint && (
          <>
            {' '}
            <Prose text={hint} />
          </>
        )}
      </p>
      {retry && (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  )
}

export function Loading({ what }: { readonly what: string }) {
  return (
    <p className="loading" role="status">
      Loading {what} …
    </p>
  )
}

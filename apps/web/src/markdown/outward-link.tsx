import type { MouseEvent, ReactNode } from 'react'
import { safeLink } from './safe-link.js'

/** A link that a model wrote. It opens elsewhere, tells the other side nothing, and asks first. */
export function OutwardLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const url = safeLink(href)
  if (!url) return <span title="This link leads nowhere safe">{children}</span>
  const confirm = (event: MouseEvent) => {
    if (!window.confirm(`Open this address?\n\n${url.href}`)) event.preventDefault()
  }
  return (
    <a href={url.href} target="_blank" rel="noopener noreferrer" title={url.href} onClick={confirm}>
      {children}
    </a>
  )
}

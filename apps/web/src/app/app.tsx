import { type ComponentType, useEffect, useRef } from 'react'
import { ChatView } from '../chat/chat-view.js'
import { ExtensionsView } from '../extensions/extensions-view.js'
import { LogsView } from '../logs/logs-view.js'
import { MemoryView } from '../memory/memory-view.js'
import { ProcessingView } from '../processing/processing-view.js'
import type { View } from '../routing/route.js'
import { useRoute } from '../routing/use-route.js'
import { useCatchUp } from '../sena/use-catch-up.js'
import { TelemetryView } from '../telemetry/telemetry-view.js'
import { ConnectionBanner } from './connection-banner.js'
import { menu } from './menu.js'
import { Rail } from './rail.js'
import { ViewBoundary } from './view-boundary.js'

const contents: Record<View, ComponentType<{ readonly id: string | undefined }>> = {
  chat: ChatView,
  processing: ProcessingView,
  memory: MemoryView,
  extensions: ExtensionsView,
  telemetry: TelemetryView,
  logs: LogsView,
}

export function App() {
  const { view, id } = useRoute()
  const Content = contents[view]
  useCatchUp()
  const main = useFocusOnChange(view)
  const title = menu.find((entry) => entry.view === view)?.title ?? ''
  useEffect(() => {
    document.title = `${title} · Behind the Sena`
  }, [title])
  const skip = () => main.current?.focus()
  return (
    <div className="shell">
      {/* A button: the fragment of the address belongs to the views. */}
      <button type="button" className="skip" onClick={skip}>
        Skip to content
      </button>
      <Rail view={view} />
      <main ref={main} tabIndex={-1} aria-label={title} className={`main main-${view}`}>
        <ConnectionBanner />
        <ViewBoundary key={view}>
          <Content id={id} />
        </ViewBoundary>
      </main>
    </div>
  )
}

/** A change of view moves the focus there, as a page load would; the first view leaves it alone. */
function useFocusOnChange(view: View) {
  const main = useRef<HTMLElement>(null)
  const shown = useRef(view)
  useEffect(() => {
    if (shown.current === view) return
    shown.current = view
    main.current?.focus()
  }, [view])
  return main
}

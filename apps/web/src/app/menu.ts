import type { ComponentType } from 'react'
import { ChatIcon, ExtensionIcon, LogsIcon, MemoryIcon, ProcessingIcon, TelemetryIcon } from '../elements/icons.js'
import type { View } from '../routing/route.js'

export interface MenuEntry {
  readonly view: View
  readonly title: string
  readonly icon: ComponentType
}

export const menu: readonly MenuEntry[] = [
  { view: 'chat', title: 'Chat', icon: ChatIcon },
  { view: 'processing', title: 'Processing', icon: ProcessingIcon },
  { view: 'memory', title: 'Memory', icon: MemoryIcon },
  { view: 'extensions', title: 'Extensions', icon: ExtensionIcon },
  { view: 'telemetry', title: 'Telemetry', icon: TelemetryIcon },
  { view: 'logs', title: 'Logs', icon: LogsIcon },
]

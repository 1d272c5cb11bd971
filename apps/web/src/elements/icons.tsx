import type { ReactNode } from 'react'

const icon = (content: ReactNode) =>
  function Icon() {
    return (
      <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        {content}
      </svg>
    )
  }

export const ChatIcon = icon(
  <path d="M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H10l-4.5 4V16A1.9 1.9 0 0 1 4 14z" />,
)
export const ProcessingIcon = icon(
  <>
    <circle cx="6" cy="5.5" r="2" />
    <circle cx="6" cy="18.5" r="2" />
    <path d="M6 7.5v9M11 5.5h9M11 12h7M11 18.5h9" />
  </>,
)
export const MemoryIcon = icon(
  <path d="M12 20c0-7 0-9 0-12M12 12c-4.5 0-7-2.5-7-7 4.5 0 7 2.5 7 7zM12 15c4 0 6.5-2 6.5-6-4 0-6.5 2-6.5 6zM8 20h8" />,
)
export const ExtensionIcon = icon(<path d="M5 9h4V7.5a2 2 0 1 1 4 0V9h5v4h-1.5a2 2 0 1 0 0 4H18v3H5z" />)
export const TelemetryIcon = icon(<path d="M4 19h16M7 15.5v-4M12 15.5v-9M17 15.5v-6" />)
export const LogsIcon = icon(<path d="M5 6h14M5 10h9M5 14h14M5 18h7" />)
export const PlusIcon = icon(<path d="M12 5v14M5 12h14" />)
export const SendIcon = icon(<path d="M12 19V5M6 11l6-6 6 6" />)
export const StopIcon = icon(<rect x="7" y="7" width="10" height="10" rx="1.5" />)
export const MoonIcon = icon(<path d="M19 14.5A7.5 7.5 0 0 1 9.5 5a7.5 7.5 0 1 0 9.5 9.5z" />)
export const SunIcon = icon(
  <>
    <circle cx="12" cy="12" r="3.5" />
    <path d="M12 4v1.5M12 18.5V20M4 12h1.5M18.5 12H20M6.300 6.300l1.100 1.100M16.600 16.600l1.100 1.100M6.300 17.700l1.100-1.100M16.600 7.400l1.100-1.100" />
  </>,
)
export const ListIcon = icon(<path d="M4 7h16M4 12h16M4 17h10" />)
export const TrashIcon = icon(<path d="M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12" />)
export const PenIcon = icon(<path d="M5 19l1-4L16 5l3 3L9 18zM14 7l3 3" />)

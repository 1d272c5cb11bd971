import { Brand } from '../elements/brand.js'
import { formatRoute, type View } from '../routing/route.js'
import { useLive } from '../sena/sena-context.js'
import { ThemeToggle } from '../theme/theme-toggle.js'
import { menu } from './menu.js'

const connections = {
  connecting: 'Connecting',
  live: 'Live',
  offline: 'Offline',
  closed: 'Closed',
} as const

/** The way around: at the side, or below on a narrow screen. */
export function Rail({ view }: { readonly view: View }) {
  return (
    <header className="rail">
      <Brand />
      <nav aria-label="Views">
        <ul>
          {menu.map(({ view: target, title, icon: Icon }) => (
            <li key={target}>
              <a href={formatRoute({ view: target })} aria-current={target === view ? 'page' : undefined}>
                <Icon />
                <span>{title}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="rail-foot">
        <ConnectionSign />
        <ThemeToggle />
      </div>
    </header>
  )
}

/** Sena may serve this page in all but its live updates: then it is not offline. */
function ConnectionSign() {
  const connection = useLive((state) => state.connection)
  const closing = useLive((state) => state.closing)
  const crowded = connection !== 'live' && closing?.reason === 'too_many'
  return (
    <span className={`connection connection-${connection}`} title={crowded ? closing.message : undefined}>
      <span className="connection-dot" aria-hidden="true" />
      {crowded ? 'No live updates' : connections[connection]}
    </span>
  )
}

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
  const connection = useLive((state) => state.connection)
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
        <span className={`connection connection-${connection}`}>
          <span className="connection-dot" aria-hidden="true" />
          {connections[connection]}
        </span>
        <ThemeToggle />
      </div>
    </header>
  )
}

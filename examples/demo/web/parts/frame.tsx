import type { ComponentChildren } from 'preact'
import type { App } from '../use-app.ts'
import { Icon, type IconName } from './icon.tsx'
import { Link } from './link.tsx'
import { Logo } from './logo.tsx'

const places: readonly { readonly to: string; readonly name: string; readonly icon: IconName }[] = [
  { to: '/demo/board', name: 'Board', icon: 'board' },
  { to: '/demo/connect', name: 'Connect', icon: 'code' },
  { to: '/demo/automations', name: 'Automations', icon: 'bolt' },
  { to: '/demo/team', name: 'Team', icon: 'team' },
]

interface FrameProps {
  readonly app: App
  readonly path: string
  readonly go: (path: string) => void
  readonly children: ComponentChildren
}

export const initials = (name: string): string =>
  name
    .split(' ')
    .map((part) => part[0] ?? '')
    .slice(0, 2)
    .join('')

/** What surrounds every page: where one can go, and who is there. */
export const Frame = ({ app, path, go, children }: FrameProps) => (
  <div class="frame">
    <header class="side">
      <Logo />
      <nav aria-label="Corkline">
        {places.map(({ to, name, icon }) => (
          <Link key={to} to={to} go={go} class="place" current={path === to}>
            <Icon name={icon} />
            {name}
          </Link>
        ))}
      </nav>
      <div class="me">
        <span class="face" aria-hidden="true">
          {initials(app.user?.name ?? '')}
        </span>
        <span class="me-who">
          <b>{app.user?.name}</b>
          <small>{app.user?.company.name}</small>
        </span>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            app.signOut()
            go('/demo')
          }}
        >
          Sign out
        </button>
      </div>
    </header>
    <main>{children}</main>
  </div>
)

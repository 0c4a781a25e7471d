import type { Setup } from '@waymark/schemas'
import { ChevronDown, Search } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import { useQuery } from '../api/queries.ts'
import { address } from '../api/request.ts'
import { useLeads } from '../leads/use-leads.ts'
import { Blazes, Mark } from '../ui/blaze.tsx'
import { Menu } from '../ui/menu.tsx'
import { stepsPassed } from '../words/setup-steps.ts'
import { Keys } from './key-sheet.tsx'
import { isAt, type Place, places } from './places.ts'
import { useSession } from './session.ts'
import { ThemeSwitch } from './theme-switch.tsx'
import { UserMenu } from './user-menu.tsx'

const groups = ['', 'Understand', 'Engage', 'Act'] as const

/** How many leads wait: beside Inbox, in the rail and in the bottom bar. */
export const OpenLeads = () => {
  const open = useLeads('open').data?.counts.open ?? 0
  return open > 0 ? (
    <span class="count">
      {open}
      <span class="out-of-sight"> open</span>
    </span>
  ) : null
}

const SetupBlazes = () => {
  const { env } = useSession()
  const setup = useQuery<Setup>(address('/api/setup', { env })).data
  return setup && stepsPassed(setup) < 5 ? <Blazes passed={stepsPassed(setup)} of={5} /> : null
}

const RailLink = ({ place, path }: { readonly place: Place; readonly path: string }) => (
  <a class="rail-link" href={place.path} aria-current={isAt(place, path) ? 'page' : undefined}>
    <place.Icon class="icon" />
    {place.label}
    {place.path === '/inbox' && <OpenLeads />}
    {place.path === '/setup' && <SetupBlazes />}
  </a>
)

/** Which environment is looked at, and how to change it. */
export const EnvironmentMenu = () => {
  const { me, env, setEnv } = useSession()
  const current = me.environments.find((one) => one.id === env)
  const label = `${me.project.name} · ${current?.name ?? env}`
  if (me.environments.length < 2) return <span class="place cut">{label}</span>
  return (
    <Menu
      class="env-button"
      label={
        <>
          <span class="cut">
            <span class="out-of-sight">Environment: </span>
            {label}
          </span>
          <ChevronDown class="icon" />
        </>
      }
      items={me.environments.map((one) => ({
        label: one.name,
        checked: one.id === env,
        ...(one.id === env ? { end: 'now' } : {}),
        do: () => setEnv(one.id),
      }))}
    />
  )
}

export const Rail = ({ onPalette }: { readonly onPalette: () => void }) => {
  const { path } = useLocation()
  return (
    <nav class="rail" aria-label="Pages">
      <div class="brand">
        <Mark />
        <div class="cut">
          <div class="brand-name">Waymark</div>
          <EnvironmentMenu />
        </div>
      </div>
      <button type="button" class="jump" onClick={onPalette}>
        <Search class="icon" /> Search or jump to <Keys keys="mod+k" />
      </button>
      {groups.map((group) => (
        <div key={group} class="rail-group">
          {group && <div class="rail-label">{group}</div>}
          {places
            .filter((place) => place.group === group)
            .map((place) => (
              <RailLink key={place.path} place={place} path={path} />
            ))}
        </div>
      ))}
      <div class="rail-foot rail-group">
        {places
          .filter((place) => place.group === 'foot')
          .map((place) => (
            <RailLink key={place.path} place={place} path={path} />
          ))}
        <div class="rail-me">
          <UserMenu />
          <span class="push">
            <ThemeSwitch />
          </span>
        </div>
      </div>
    </nav>
  )
}

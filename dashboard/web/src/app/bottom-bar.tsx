import { useSignal } from '@preact/signals'
import { Ellipsis, Search } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import { Dialog } from '../ui/dialog.tsx'
import { isAt, places } from './places.ts'
import { EnvironmentMenu, OpenLeads } from './rail.tsx'
import { ThemeSwitch } from './theme-switch.tsx'
import { UserMenu } from './user-menu.tsx'

const shown = places
  .filter((place) => place.bottom)
  .sort((a, b) => (a.bottom ?? 0) - (b.bottom ?? 0))
const rest = places.filter((place) => !place.bottom)

/** The pages, within reach of a thumb. */
export const BottomBar = ({ onPalette }: { readonly onPalette: () => void }) => {
  const { path } = useLocation()
  const more = useSignal(false)
  const close = (): void => {
    more.value = false
  }
  return (
    <nav class="bottom" aria-label="Pages">
      {shown.map((place) => (
        <a
          key={place.path}
          class="bottom-link"
          href={place.path}
          aria-current={isAt(place, path) ? 'page' : undefined}
        >
          <place.Icon class="icon" />
          {place.short ?? place.label}
          {place.path === '/inbox' && <OpenLeads />}
        </a>
      ))}
      <button
        type="button"
        class="bottom-link"
        aria-current={rest.some((place) => isAt(place, path)) ? 'page' : undefined}
        onClick={() => {
          more.value = true
        }}
      >
        <Ellipsis class="icon" />
        More
      </button>
      <Dialog open={more.value} onClose={close} title="More">
        <div class="stack">
          <div>
            <button
              type="button"
              class="option option-button"
              onClick={() => {
                close()
                onPalette()
              }}
            >
              <Search class="icon" /> Search or jump to
            </button>
            {rest.map((place) => (
              <a key={place.path} class="option" href={place.path} onClick={close}>
                <place.Icon class="icon" /> {place.label}
              </a>
            ))}
          </div>
          <div class="row">
            <EnvironmentMenu />
            <UserMenu />
            <span class="push">
              <ThemeSwitch />
            </span>
          </div>
        </div>
      </Dialog>
    </nav>
  )
}

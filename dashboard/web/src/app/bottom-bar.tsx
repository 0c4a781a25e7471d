import { useSignal } from '@preact/signals'
import { Ellipsis, Search } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import { Dialog } from '../ui/dialog.tsx'
import { EnvironmentMenu } from './environment-menu.tsx'
import { OwnMenu } from './own-menu.tsx'
import { PlaceLink } from './place-link.tsx'
import { isAt, places } from './places.ts'

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
        <PlaceLink key={place.path} place={place} class="bottom-link" short />
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
              <PlaceLink key={place.path} place={place} class="option" onClick={close} />
            ))}
          </div>
          <div class="row">
            <EnvironmentMenu />
            <OwnMenu />
          </div>
        </div>
      </Dialog>
    </nav>
  )
}

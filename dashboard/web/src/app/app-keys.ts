import { useLocation } from 'preact-iso'
import { say, sayFailed, undoLast } from '../ui/toasts.ts'
import { zone } from '../words/zone.ts'
import { type KeyBinding, useKeys } from './key-bindings.ts'
import { places } from './places.ts'
import { useSession } from './session.ts'

interface AppKeys {
  readonly onPalette: () => void
  readonly onSheet: () => void
}

const moveRow = (step: 1 | -1): void => {
  const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]')]
  const here = rows.indexOf(document.activeElement as HTMLElement)
  const to = rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : here + step]
  to?.focus()
  to?.scrollIntoView({ block: 'nearest' })
}

/** Another browser should show the same: the environment and the zone go with the link. */
const copyLink = async (env: string): Promise<void> => {
  const link = new URL(location.href)
  link.searchParams.set('env', env)
  link.searchParams.set('tz', zone)
  try {
    await navigator.clipboard.writeText(link.href)
    say('Link copied')
  } catch {
    sayFailed('The browser did not let the link be copied')
  }
}

/** The keys that work on every page. */
export const useAppKeys = ({ onPalette, onSheet }: AppKeys): void => {
  const { route } = useLocation()
  const { env } = useSession()
  const go: readonly KeyBinding[] = places.map((place) => ({
    keys: `g ${place.key}`,
    does: place.label,
    group: 'Go to',
    run: () => route(place.path),
  }))
  useKeys([
    { keys: 'mod+k', does: 'Search or jump to', group: 'Everywhere', run: onPalette },
    {
      keys: '/',
      does: 'Filter this list',
      group: 'Everywhere',
      run: () => document.querySelector<HTMLElement>('main [data-filter]')?.focus(),
    },
    { keys: 'j', does: 'Next row', group: 'Everywhere', run: () => moveRow(1) },
    { keys: 'k', does: 'Row before', group: 'Everywhere', run: () => moveRow(-1) },
    { keys: 'u', does: 'Undo', group: 'Everywhere', run: undoLast },
    {
      keys: 'y',
      does: 'Copy a link to this view',
      group: 'Everywhere',
      run: () => void copyLink(env),
    },
    { keys: '?', does: 'Show these keys', group: 'Everywhere', run: onSheet },
    ...go,
  ])
}

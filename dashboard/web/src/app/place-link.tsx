import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import { useLeads } from '../leads/use-leads.ts'
import { isAt, type Place } from './places.ts'

/** How many leads wait, beside Inbox. */
const OpenLeads = () => {
  const open = useLeads('open').data?.counts.open ?? 0
  return open > 0 ? (
    <span class="count">
      {open}
      <span class="out-of-sight"> open</span>
    </span>
  ) : null
}

interface PlaceLinkProps {
  readonly place: Place
  readonly class: string
  /** Where there is little room. */
  readonly short?: boolean
  readonly onClick?: () => void
  readonly children?: ComponentChildren
}

/** The way to a page: in the rail, in the bottom bar and under More. */
export const PlaceLink = ({
  place,
  class: className,
  short,
  onClick,
  children,
}: PlaceLinkProps) => {
  const { path } = useLocation()
  return (
    <a
      class={className}
      href={place.path}
      aria-current={isAt(place, path) ? 'page' : undefined}
      onClick={onClick}
    >
      <place.Icon class="icon" />
      {short ? (place.short ?? place.label) : place.label}
      {place.path === '/inbox' && <OpenLeads />}
      {children}
    </a>
  )
}

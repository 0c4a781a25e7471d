import {
  Activity,
  Bell,
  BookOpen,
  Building,
  ChartNoAxesColumn,
  Crosshair,
  Image,
  Inbox,
  ListChecks,
  MessageSquareText,
  Route,
  Settings2,
  Signpost,
  Sparkles,
  Users,
} from 'lucide-preact'

export interface Place {
  readonly path: string
  readonly label: string
  /** The word for it where there is little room. */
  readonly short?: string
  /** The second key of `g` + key. */
  readonly key: string
  readonly group: '' | 'Understand' | 'Engage' | 'Act' | 'foot'
  readonly Icon: typeof Inbox
  /** Its place in the bottom bar of a phone. */
  readonly bottom?: number
}

/** Every page that one can go to: the rail, the bottom bar, the palette and the keys are made from this. */
export const places: readonly Place[] = [
  { path: '/inbox', label: 'Inbox', key: 'i', group: '', Icon: Inbox, bottom: 1 },
  {
    path: '/live',
    label: 'Live events',
    short: 'Live',
    key: 'l',
    group: '',
    Icon: Activity,
    bottom: 4,
  },
  {
    path: '/journey',
    label: 'Journey to value',
    short: 'Journey',
    key: 'j',
    group: 'Understand',
    Icon: Route,
    bottom: 2,
  },
  {
    path: '/value',
    label: 'What leads to value',
    short: 'Value',
    key: 'v',
    group: 'Understand',
    Icon: Sparkles,
  },
  { path: '/people', label: 'People', key: 'p', group: 'Understand', Icon: Users, bottom: 3 },
  { path: '/accounts', label: 'Accounts', key: 'a', group: 'Understand', Icon: Building },
  {
    path: '/definitions',
    label: 'Guides and definitions',
    short: 'Definitions',
    key: 'd',
    group: 'Engage',
    Icon: BookOpen,
  },
  { path: '/results', label: 'Results', key: 'r', group: 'Engage', Icon: ChartNoAxesColumn },
  { path: '/surveys', label: 'Surveys', key: 'u', group: 'Engage', Icon: MessageSquareText },
  {
    path: '/targets',
    label: 'Elements of guides',
    short: 'Elements',
    key: 'o',
    group: 'Engage',
    Icon: Crosshair,
  },
  { path: '/images', label: 'Images', key: 'm', group: 'Engage', Icon: Image },
  { path: '/tasks', label: 'Tasks', key: 'k', group: 'Act', Icon: ListChecks },
  { path: '/alerts', label: 'Alerts', key: 't', group: 'Act', Icon: Bell },
  { path: '/setup', label: 'Setup', key: 's', group: 'foot', Icon: Signpost },
  { path: '/settings', label: 'Settings', key: 'e', group: 'foot', Icon: Settings2 },
]

/** Whether a page is part of a place: `/people/…` is part of `/people`. */
export const isAt = (place: Place, path: string): boolean =>
  path === place.path || path.startsWith(`${place.path}/`)

import type { Setup } from '@waymark/schemas/api/setup'
import { Search } from 'lucide-preact'
import { useQuery } from '../api/queries.ts'
import { address } from '../api/request.ts'
import { Blazes, Mark } from '../ui/blaze.tsx'
import { stepsPassed } from '../words/setup-steps.ts'
import { EnvironmentMenu } from './environment-menu.tsx'
import { Keys } from './key-sheet.tsx'
import { OwnMenu } from './own-menu.tsx'
import { PlaceLink } from './place-link.tsx'
import { type Place, places } from './places.ts'
import { useSession } from './session.ts'

const groups = ['', 'Understand', 'Engage', 'Act'] as const

const SetupBlazes = () => {
  const { env } = useSession()
  const setup = useQuery<Setup>(address('/api/setup', { env })).data
  return setup && stepsPassed(setup) < 5 ? <Blazes passed={stepsPassed(setup)} of={5} /> : null
}

const RailLinks = ({ group }: { readonly group: Place['group'] }) => (
  <>
    {places
      .filter((place) => place.group === group)
      .map((place) => (
        <PlaceLink key={place.path} place={place} class="rail-link">
          {place.path === '/setup' && <SetupBlazes />}
        </PlaceLink>
      ))}
  </>
)

export const Rail = ({ onPalette }: { readonly onPalette: () => void }) => (
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
        <RailLinks group={group} />
      </div>
    ))}
    <div class="rail-foot rail-group">
      <RailLinks group="foot" />
      <div class="rail-me">
        <OwnMenu />
      </div>
    </div>
  </nav>
)

import type { Champion as ChampionItem } from '@waymark/schemas'
import { Mail } from 'lucide-preact'
import { Ago } from '../../ui/ago.tsx'
import { sayCount } from '../../words/number.ts'
import { sayPerson, subjectHref } from '../../words/subject.ts'

/** Whom to talk to. */
export const Champion = ({ champion }: { readonly champion: ChampionItem }) => (
  <div class="champion">
    <div class="stack-1">
      <span>
        <a class="title" href={subjectHref(champion.person)}>
          {champion.name ?? champion.email ?? sayPerson(champion.person)}
        </a>{' '}
        {champion.role && <bdi class="quiet">{champion.role}</bdi>}
      </span>
      <span class="tiny faint">
        {sayCount(champion.events, 'event', 'events')} · seen <Ago at={champion.seen} />
      </span>
    </div>
    {champion.email && (
      <a class="button" href={`mailto:${encodeURIComponent(champion.email)}`}>
        <Mail class="icon" /> Write
      </a>
    )}
  </div>
)

import type { Champion as ChampionItem } from '@waymark/schemas'
import { Mail } from 'lucide-preact'
import { Ago } from '../../ui/ago.tsx'
import { Name } from '../../ui/name.tsx'
import { sayCount } from '../../words/number.ts'
import { sayPerson, subjectHref } from '../../words/subject.ts'

/** What a champion is called: the name, else the e-mail, else the id. */
export const championName = ({ name, email, person }: ChampionItem): string =>
  name ?? email ?? sayPerson(person)

/** Whom to talk to. */
export const Champion = ({ champion }: { readonly champion: ChampionItem }) => (
  <div class="champion">
    <div class="stack-1">
      <span>
        <a class="title" href={subjectHref(champion.person)}>
          <Name>{championName(champion)}</Name>
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

import type { Lead } from '@waymark/schemas/api/leads'
import { Ago } from '../../ui/ago.tsx'
import { Blaze } from '../../ui/blaze.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Name } from '../../ui/name.tsx'
import { subjectHref } from '../../words/subject.ts'
import { HistoryPart } from '../../work/history-part.tsx'
import { Champion } from './champion.tsx'
import { LeadButtons } from './lead-buttons.tsx'
import { LeadState } from './lead-state.tsx'
import { ReasonList } from './reason-list.tsx'

/** One lead: why now, whom to talk to, what to say. */
export const LeadRecord = ({ lead }: { readonly lead: Lead }) => (
  <article class="pane lead" aria-label={lead.name}>
    <header class="lead-head">
      <div class="stack-1">
        <h2 class="lead-name">
          <Blaze is={lead.is ? 'look' : 'open'} />
          <a class="title" href={subjectHref(lead.subject)}>
            <Name>{lead.name}</Name>
          </a>
          <LeadState lead={lead} />
        </h2>
        <p class="small quiet">
          {lead.pqlName} · {lead.is ? 'turned' : 'no longer, it was so'} <Ago at={lead.since} />
          {lead.turn > 1 && ` · turned ${lead.turn} times`}
          {lead.routedTo && lead.owner === undefined && (
            <>
              {' '}
              · for <Name>{lead.routedTo}</Name>
            </>
          )}
        </p>
        {lead.outcomeNote && <p class="small">“{lead.outcomeNote}”</p>}
      </div>
      <LeadButtons lead={lead} />
    </header>
    <section class="pane-part">
      <h2>Why now</h2>
      <ReasonList reasons={lead.reasons} />
    </section>
    {lead.champion && (
      <section class="pane-part">
        <h2>Whom to talk to</h2>
        <Champion champion={lead.champion} />
      </section>
    )}
    {lead.say && (
      <section class="pane-part">
        <h2>What to say</h2>
        <div class="say">
          <p>{lead.say}</p>
          <CopyButton text={lead.say} />
        </div>
      </section>
    )}
    <HistoryPart history={lead.history} />
  </article>
)

import type { SubjectKey } from '@waymark/schemas'
import type { PersonDetail } from '@waymark/schemas/api/people'
import { useRoute } from 'preact-iso'
import { useQuery } from '../../api/queries.ts'
import { MissingPage } from '../../app/missing-page.tsx'
import { Ago } from '../../ui/ago.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Fold } from '../../ui/fold.tsx'
import { LifecycleBadge } from '../../ui/lifecycle-badge.tsx'
import { LifecycleHistory } from '../../ui/lifecycle-history.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { ScoreList } from '../../ui/score-list.tsx'
import { TraitList } from '../../ui/trait-list.tsx'
import { UncountedNote } from '../../ui/uncounted-note.tsx'
import { Way } from '../../ui/way.tsx'
import { accountOf, isBareId, isSubject, shortId, subjectHref } from '../../words/subject.ts'
import { ByBareId } from '../by-bare-id.tsx'
import { personName } from '../people/people-columns.tsx'
import { TimelineView } from '../timeline/timeline-view.tsx'
import { MessageList } from './message-list.tsx'

const Strip = ({ person }: { readonly person: PersonDetail }) => (
  <div class="strip">
    <div>
      <div class="label">State</div>
      <LifecycleBadge state={person.lifecycle} />
    </div>
    <div>
      <div class="label">Account</div>
      {person.account ? (
        <a href={subjectHref(accountOf(person.subject, person.account))}>
          {person.accountName ?? person.account}
        </a>
      ) : (
        <span class="faint">none</span>
      )}
    </div>
    <div>
      <div class="label">Last seen</div>
      <Ago at={person.lastSeen} />
    </div>
    <div>
      <div class="label">Journey</div>
      <Way journey={person.journey} />
    </div>
  </div>
)

const Facts = ({ person }: { readonly person: PersonDetail }) => (
  <div class="pane">
    <Fold title="Facts and ids">
      <section class="pane-part">
        <h2>Facts</h2>
        <TraitList traits={person.traits} />
      </section>
      <section class="pane-part">
        <h2>Ids</h2>
        <ul class="lines">
          <li>
            <span class="faint">{person.known ? 'User id' : 'Anonymous id'}</span>
            <br />
            <code>{person.id}</code>
          </li>
          {person.anonymousIds.map((id) => (
            <li key={id}>
              <span class="faint">Was the visitor</span>
              <br />
              <code title={id}>{shortId(id)}</code>
            </li>
          ))}
        </ul>
        <p class="small faint">
          First seen <Ago at={person.firstSeen} />
        </p>
      </section>
    </Fold>
  </div>
)

const Why = ({ person }: { readonly person: PersonDetail }) => (
  <div class="pane">
    <Fold title="States and messages">
      <ScoreList scores={person.scores} />
      <section class="pane-part">
        <h2>States</h2>
        <LifecycleHistory history={person.lifecycleHistory} />
      </section>
      <section class="pane-part">
        <h2>Messages</h2>
        <MessageList messages={person.messages} />
      </section>
    </Fold>
  </div>
)

const SubjectRecord = ({ subject }: { readonly subject: SubjectKey }) => {
  const person = useQuery<PersonDetail>(`/api/people/${encodeURIComponent(subject)}`)
  const shown = person.data?.subject === subject ? person.data : undefined
  return (
    <>
      <PageHead
        title={shown ? personName(shown) : 'Person'}
        asOf={shown?.asOf}
        crumb={<a href="/people">People</a>}
      >
        {shown && (
          <CopyButton
            text={shown.email ?? shown.id}
            label={shown.email ? 'Copy e-mail' : 'Copy id'}
          />
        )}
      </PageHead>
      <Loaded answer={person}>
        {(data) => (
          <>
            <Strip person={data} />
            <UncountedNote of="person" uncounted={data.uncounted} />
            <div class="panes" data-form="record">
              <Facts person={data} />
              <div class="pane phone-last">
                <TimelineView of="people" subject={data.subject} />
              </div>
              <Why person={data} />
            </div>
          </>
        )}
      </Loaded>
    </>
  )
}

/** One person: who, how far, and everything that happened. */
export const PersonPage = () => {
  const { params } = useRoute()
  const subject = params.subject ?? ''
  if (isBareId(subject)) return <ByBareId of="people" id={subject} />
  return isSubject(subject, ['u', 'a']) ? <SubjectRecord subject={subject} /> : <MissingPage />
}

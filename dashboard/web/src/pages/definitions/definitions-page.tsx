import type { DefinitionKind } from '@waymark/schemas'
import type { DefinitionItem, DefinitionList, PastProgress } from '@waymark/schemas/api/definitions'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { queries, useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useSession } from '../../app/session.ts'
import { Ago } from '../../ui/ago.tsx'
import { ChoiceChips } from '../../ui/choice-chips.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { JsonView } from '../../ui/json-view.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Name } from '../../ui/name.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Empty } from '../../ui/states.tsx'
import { useParam } from '../../ui/use-param.ts'
import { definitionName } from '../../words/names.ts'
import { applyCommand, milestoneFile } from '../setup/snippets.ts'
import { useDebugging } from './debugging/use-debugging.tsx'
import { useGuides } from './guides/use-guides.tsx'
import { useVersions } from './versions/use-versions.tsx'
import { WarningList } from './warning-list.tsx'

interface Section {
  readonly label: string
  readonly says: string
}

/** In the order in which they are shown; a kind that is missing here does not compile. */
const sections: Readonly<Record<DefinitionKind, Section>> = {
  guide: { label: 'Guides', says: 'What is shown in the app.' },
  engagement: { label: 'Engagements', says: 'Who gets which guide, towards which goal.' },
  flow: { label: 'Flows', says: 'Steps that people are led through, each at their own pace.' },
  segment: { label: 'Segments', says: 'Groups of people or accounts.' },
  milestone: { label: 'Milestones', says: 'Steps on the way to value.' },
  lifecycle: { label: 'Lifecycle', says: 'How somebody moves from visitor to customer.' },
  score: { label: 'Scores', says: 'How engaged somebody is, 0 to 100.' },
  cohorts: { label: 'Cohorts', says: 'What is usual for each score; counted daily.' },
  pql: { label: 'PQLs', says: 'When sales should know.' },
  email: { label: 'E-mails', says: 'What is sent to people by e-mail.' },
  feature: { label: 'Features', says: 'Parts of your product, by events, pages and elements.' },
  brand: { label: 'Brand', says: 'Your colours, font and corners, for all guides and e-mails.' },
  calendar: { label: 'Calendar', says: 'Your time zone, working days and holidays.' },
  endpoint: { label: 'Endpoints', says: 'Where alerts go.' },
  policy: { label: 'Policy', says: 'Limits on all engagements together.' },
}

const kinds = Object.entries(sections).map(([kind, section]) => ({ kind, ...section }))

const titleOf = (item: DefinitionItem): string =>
  definitionName(item.kind, item.id, item.definition.name)

interface DefinitionProps {
  readonly item: DefinitionItem
  readonly actions: ComponentChildren
  readonly versions: ComponentChildren
}

/** What was in force before stays so meanwhile. */
const Waiting = ({ past: { read, events } }: { readonly past: PastProgress }) => {
  const percent = events > 0 ? Math.min(99, Math.floor((100 * read) / events)) : 0
  return (
    <div class="past-progress small">
      <p>Counting the past{events > 0 && `: ${percent}%`}. Until then it is not in force.</p>
      <progress class="bar-thin" value={percent} max={100} aria-label={`Counted: ${percent}%`} />
    </div>
  )
}

const askedEveryMs = 2000

/** While a past is being counted, its progress is asked for more often than what stands still. */
const useProgress = (list: DefinitionList | undefined): void => {
  const isCounting = list?.definitions.some(({ past }) => past) ?? false
  useEffect(() => {
    if (!isCounting) return
    const timer = setInterval(() => queries.refresh('/api/definitions'), askedEveryMs)
    return () => clearInterval(timer)
  }, [isCounting])
}

const levels = { person: 'People', account: 'Accounts' } as const

/** Whom it is about: what counts for people alone says nothing of an account, and the other way round. */
const Level = ({ definition }: Pick<DefinitionItem, 'definition'>) =>
  'level' in definition && definition.level ? (
    <span class="badge">{levels[definition.level]}</span>
  ) : null

const Definition = ({ item, actions, versions }: DefinitionProps) => (
  <li class="definition" id={`${item.kind}-${item.id}`}>
    <details>
      <summary>
        <b>
          <Name>{titleOf(item)}</Name>
        </b>{' '}
        <code class="faint">{item.id}</code> <Level definition={item.definition} />
        <p>
          <bdi>{item.says}</bdi>
        </p>
        {item.past && <Waiting past={item.past} />}
        <p class="tiny faint">
          Version {item.version} by {item.by}, <Ago at={item.at} />
        </p>
      </summary>
      {versions}
      <JsonView label={`${titleOf(item)} as recorded`} value={item.definition} />
    </details>
    <WarningList of={titleOf(item)} warnings={item.warnings} />
    {actions}
  </li>
)

/** Milestones in the order of the journey; the others stay as they come, by their ids. */
const inOrder = (a: DefinitionItem, b: DefinitionItem): number =>
  a.definition.kind === 'milestone' && b.definition.kind === 'milestone'
    ? a.definition.order - b.definition.order
    : 0

const matches = (item: DefinitionItem, search: string): boolean =>
  `${titleOf(item)} ${item.id} ${item.says}`.toLowerCase().includes(search.toLowerCase())

const Nothing = ({ env }: { readonly env: string }) => (
  <Empty title="Nothing is defined yet">
    <p>
      Definitions are files: review them in Git, publish them with one command, roll back the same
      way. Begin with a milestone:
    </p>
    <CodeBlock label="A milestone as a file" text={milestoneFile} />
    <CodeBlock label="Command that publishes definitions" text={applyCommand(env)} />
  </Empty>
)

interface BodyProps {
  readonly list: DefinitionList
  readonly search: string
  readonly kind: string
  readonly actionsOf: (item: DefinitionItem) => ComponentChildren
  readonly versionsOf: (item: DefinitionItem) => ComponentChildren
  readonly onClear: () => void
}

const Body = ({ list, search, kind, actionsOf, versionsOf, onClear }: BodyProps) => {
  const { env } = useSession()
  if (list.definitions.length === 0) return <Nothing env={env} />
  const groups = kinds
    .filter((one) => kind === '' || one.kind === kind)
    .map((one) => ({
      ...one,
      items: list.definitions
        .filter((item) => item.kind === one.kind && matches(item, search))
        .toSorted(inOrder),
    }))
    .filter((group) => group.items.length > 0)
  if (groups.length === 0) {
    return (
      <Empty title="No definition matches">
        <p>Nothing of this kind and with these words is published here.</p>
        <button type="button" class="button" onClick={onClear}>
          Show all definitions
        </button>
      </Empty>
    )
  }
  return (
    <>
      {groups.map((group) => (
        <section key={group.kind} class="section definitions" aria-label={group.label}>
          <div>
            <h2>{group.label}</h2>
            <p class="small quiet">{group.says}</p>
          </div>
          <ul>
            {group.items.map((item) => (
              <Definition
                key={item.id}
                item={item}
                actions={actionsOf(item)}
                versions={versionsOf(item)}
              />
            ))}
          </ul>
        </section>
      ))}
      <section class="section small quiet definitions">
        <h2>To change one</h2>
        <div class="stack">
          <p>Edit its file and publish it. This shows first what would change:</p>
          <CodeBlock
            label="Command that shows what would change"
            text={`${applyCommand(env)} --dry-run`}
          />
        </div>
      </section>
    </>
  )
}

/** What is published here, in plain sentences. Written as files; read here. */
export const DefinitionsPage = () => {
  const { env } = useSession()
  const list = useQuery<DefinitionList>(address('/api/definitions', { env }))
  useProgress(list.data)
  const [search, setSearch] = useParam('search')
  const [kind, setKind] = useParam('kind')
  const guides = useGuides(list)
  const debugging = useDebugging()
  const versions = useVersions({ items: list.data?.definitions ?? [], kind, search })
  const known = kinds.filter((one) => list.data?.definitions.some((item) => item.kind === one.kind))
  return (
    <>
      <PageHead
        title="Guides and definitions"
        asOf="none"
        meta="Written as files; guides also in your app"
      >
        {debugging.button}
        {guides.newButton}
      </PageHead>
      {debugging.bar}
      {guides.drafts}
      <div role="status">
        {list.data?.notTakenUp && (
          <p class="note not-taken-up" data-is="warn">
            {list.data.notTakenUp.says}
          </p>
        )}
      </div>
      {known.length > 0 && (
        <div class="bar">
          <SearchField
            label="Search definitions"
            value={search}
            onInput={(value) => setSearch(value, 'replace')}
          />
          <ChoiceChips
            label="Kind"
            choices={[
              { id: '', label: 'All' },
              ...known.map((one) => ({ id: one.kind, label: one.label })),
            ]}
            value={kind}
            onChoose={setKind}
          />
        </div>
      )}
      <Loaded answer={list}>
        {(data) => (
          <Body
            list={data}
            search={search}
            kind={kind}
            actionsOf={guides.actionsOf}
            versionsOf={versions.buttonOf}
            onClear={() => {
              setSearch('', 'replace')
              setKind('', 'replace')
            }}
          />
        )}
      </Loaded>
      {versions.deleted}
      {versions.dialog}
    </>
  )
}

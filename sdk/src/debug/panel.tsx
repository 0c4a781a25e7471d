import type { ComponentChildren } from 'preact'
import type { ListedGuide } from '../guide-contract.ts'
import { type Gate, type GuideSituation, gatesOf, reportsOf, stateOf } from './gates.ts'
import { inOrder } from './in-order.ts'
import { RestOfGuides, ServerGates } from './server-half.tsx'
import type { ServerSide } from './server-side.ts'
import { nextCorner, type Stand, sayCorner } from './stand.ts'
import type { SeenRequest } from './watch-client.ts'

/** All that the panel shows at one moment. */
export interface Reading {
  readonly version: string
  readonly who: readonly Fact[]
  readonly wire: readonly Fact[]
  readonly guides: readonly GuideSituation[]
  /** On the screen or in the middle of it, and not decided any more: this very showing may have used up its limit. */
  readonly begun: readonly BegunGuide[]
  readonly progress: readonly { readonly name: string; readonly reached: boolean }[]
  readonly situation: Pick<GuideSituation, 'traffic'>
  readonly server: ServerSide
}

export interface BegunGuide extends ListedGuide {
  /** Undefined where it was decided before the panel was there. */
  readonly situation: GuideSituation | undefined
}

export type Fact = readonly [name: string, value: string]

/** `wm_debug`: what was decided for this person, and what became of it in this page. */
export const Panel = ({ reading, stand }: { reading: Reading; stand: Stand }) => (
  <section
    class="panel"
    popover="manual"
    aria-label="Waymark debug panel"
    tabIndex={-1}
    data-corner={stand.corner}
    data-folded={stand.folded ? 'yes' : 'no'}
  >
    <header>
      <h2>Waymark {reading.version}</h2>
      <button
        type="button"
        data-do="move"
        aria-label={`Move to the ${sayCorner(nextCorner(stand.corner))}`}
      >
        Move
      </button>
      <button type="button" data-do="fold" aria-expanded={!stand.folded}>
        {stand.folded ? 'Unfold' : 'Fold'}
      </button>
      <button type="button" data-do="close">
        Close
      </button>
    </header>
    <Part
      title={`Guides decided for this person: ${reading.guides.length + reading.begun.length}`}
      open
    >
      {inOrder(cardsOf(reading)).map(({ card }) => card)}
    </Part>
    <Part title="All other guides" open>
      <RestOfGuides
        server={reading.server}
        here={[
          ...reading.begun.map(({ guide }) => guide),
          ...reading.guides.map(({ decision }) => decision.guide),
        ]}
        who={reading.who.find(([name]) => name === 'User')?.[1] ?? ''}
      />
    </Part>
    <Part title="Who, and what they allow">
      <Facts facts={reading.who} />
    </Part>
    <Part title="Milestones">
      <ul>
        {reading.progress.map(({ name, reached }) => (
          <li key={name} class={reached ? 'yes' : 'open'}>
            {name}: {reached ? 'reached' : 'not yet'}
          </li>
        ))}
      </ul>
      {reading.progress.length === 0 && <p>The server says of none.</p>}
    </Part>
    <Part title="Queue and stream">
      <Facts facts={reading.wire} />
    </Part>
    <Events reading={reading} />
    <Requests requests={reading.situation.traffic.requests} />
  </section>
)

/** All that is decided or has begun, as it is drawn. */
const cardsOf = ({ begun, guides, server }: Reading) => [
  ...begun.map((one) => ({
    ...one,
    card: <Begun key={one.decision} begun={one} server={server} />,
  })),
  ...guides.map((situation) => ({
    guide: situation.decision.guide,
    state: stateOf(situation),
    card: <Guide key={situation.decision.id} situation={situation} server={server} />,
  })),
]

const Part = (props: { title: string; open?: boolean; children: ComponentChildren }) => (
  <details open={props.open}>
    <summary>{props.title}</summary>
    {props.children}
  </details>
)

const Facts = ({ facts }: { facts: readonly Fact[] }) => (
  <dl>
    {facts.flatMap(([name, value]) => [
      <dt key={name}>{name}</dt>,
      <dd key={`${name}=`}>{value}</dd>,
    ])}
  </dl>
)

const noMore =
  'it would not be shown again: this showing has used up its limit, or it is not for this person any more'

const Begun = ({
  begun: { guide, state, decision, situation },
  server,
}: {
  begun: BegunGuide
  server: ServerSide
}) => (
  <article data-guide={guide}>
    <h3>
      {guide}: {state}
    </h3>
    <dl>
      <dt>Server</dt>
      <dd>
        {state === 'shown' ? 'shown' : 'begun'}; {noMore}
        <ServerGates server={server} guide={guide} />
      </dd>
      <dt>Decision</dt>
      <dd>
        <code>{decision}</code>
      </dd>
      {situation && <PageHalf situation={situation} />}
    </dl>
  </article>
)

const PageHalf = ({ situation }: { situation: GuideSituation }) => (
  <>
    <dt>Page</dt>
    <dd>
      <ul>
        {gatesOf(situation).map((gate) => (
          <GateLine key={gate.name} gate={gate} />
        ))}
      </ul>
    </dd>
    <dt>Reported</dt>
    <dd>{sayReports(situation)}</dd>
  </>
)

const Guide = ({ situation, server }: { situation: GuideSituation; server: ServerSide }) => {
  const { decision } = situation
  const { guide, engagement, version, variant, priority, id } = decision
  return (
    <article data-guide={guide}>
      <h3>
        {guide}: {stateOf(situation)}
      </h3>
      <dl>
        <dt>Server</dt>
        <dd>
          yes, by engagement {engagement}, version {version}
          {variant === undefined ? '' : `, variant ${variant}`}, priority {priority}
          <ServerGates server={server} guide={guide} />
        </dd>
        <dt>Decision</dt>
        <dd>
          <code>{id}</code>
        </dd>
        <PageHalf situation={situation} />
      </dl>
      <button type="button" data-show={guide}>
        Show {guide} now
      </button>
    </article>
  )
}

const GateLine = ({ gate: { name, says, holds } }: { gate: Gate }) => (
  <li class={holds === undefined ? 'open' : holds ? 'yes' : 'no'}>
    {name}: {says}
  </li>
)

const sayReports = (situation: GuideSituation): string =>
  reportsOf(situation)
    .map(({ name, properties: { reason, score, step } }) =>
      [name.slice('$guide_'.length), reason, step, score === undefined ? '' : `score ${score}`]
        .filter(Boolean)
        .join(' '),
    )
    .join(', ') || 'nothing yet'

const Events = ({ reading: { situation } }: { reading: Reading }) => (
  <Part title={`Events since the panel is open: ${situation.traffic.events.length}`}>
    <ul>
      {situation.traffic.events.map(({ id, at, name, properties }) => (
        <li key={id}>
          {time(at)} {name} <code>{JSON.stringify(properties).slice(0, 160)}</code>
        </li>
      ))}
    </ul>
  </Part>
)

const Requests = ({ requests }: { requests: readonly SeenRequest[] }) => (
  <Part title={`Requests: ${requests.length}`}>
    <ul>
      {requests.map((request) => (
        <li key={`${request.at}${request.path}`} class={mark(request)}>
          {time(request.at)} {request.path} {sayAnswer(request)}
        </li>
      ))}
    </ul>
  </Part>
)

const mark = ({ answer }: SeenRequest): string =>
  answer === undefined ? 'open' : answer.kind === 'ok' ? 'yes' : 'no'

const sayAnswer = ({ answer }: SeenRequest): string => {
  if (answer === undefined) return 'is on its way'
  if (answer.kind === 'refused') return `refused with ${answer.status}`
  return answer.kind === 'ok' ? 'answered' : 'to be tried again'
}

const time = (at: number): string => new Date(at).toISOString().slice(11, 19)

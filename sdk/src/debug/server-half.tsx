import type { DebuggedBy, DebuggedGuide } from '@waymark/schemas/wire/debugging'
import type { Gate } from '@waymark/schemas/wire/gates'
import type { ServerSide } from './server-side.ts'

/** Expected against actual; of a rule, whether it holds. */
const sayGate = ({ wants, found }: Gate): string =>
  found === 'holds' || found === 'does not hold'
    ? `${found}: ${wants}`
    : `expected ${wants}, found ${found}`

const guidesIn = (server: ServerSide): readonly DebuggedGuide[] =>
  server.t === 'told' ? server.half.guides : []

const By = ({ by: { engagement, variant, shows, gates } }: { by: DebuggedBy }) => (
  <>
    <p>
      {engagement}
      {variant === undefined ? '' : `, variant ${variant}`}:{' '}
      {gates.length === 0
        ? 'its gates could not be asked'
        : shows
          ? 'shows it'
          : 'does not show it'}
    </p>
    <ul>
      {gates.map((gate) => (
        <li key={gate.gate} class={gate.is ? 'yes' : 'no'}>
          {gate.gate}: {sayGate(gate)}
        </li>
      ))}
    </ul>
  </>
)

/** Each engagement with the gates that it asked for this guide; nothing where the server's half is not known. */
export const ServerGates = ({ server, guide }: { server: ServerSide; guide: string }) => (
  <>
    {guidesIn(server)
      .filter((one) => one.guide === guide)
      .flatMap(({ by }) => by)
      .map((by) => (
        <By key={`${by.engagement}/${by.variant}`} by={by} />
      ))}
  </>
)

const isToShow = ({ by }: Pick<DebuggedGuide, 'by'>): boolean => by.some(({ shows }) => shows)

const NotDecided = ({ server, guide, by }: DebuggedGuide & { server: ServerSide }) => {
  const shows = isToShow({ by })
  return (
    <article data-guide={guide}>
      <h3>
        {guide}: {shows ? 'to be shown' : 'not shown'}
      </h3>
      <dl>
        <dt>Server</dt>
        <dd>
          {by.length === 0 && 'no engagement shows it to anybody'}
          <ServerGates server={server} guide={guide} />
        </dd>
        <dt>Page</dt>
        <dd>
          {shows
            ? 'has not been told of it: it is on its way, or this page’s consent keeps guides off'
            : 'is not asked: it is not decided'}
        </dd>
      </dl>
    </article>
  )
}

/** Every guide that the server has not decided for this person, and the gate that is shut. */
export const RestOfGuides = ({
  server,
  here,
  who,
}: {
  server: ServerSide
  /** Told of by the page. */
  here: readonly string[]
  /** The user id, where one is known. */
  who: string
}) => {
  const rest = guidesIn(server)
    .filter(({ guide }) => !here.includes(guide))
    .sort((a, b) => Number(isToShow(b)) - Number(isToShow(a)) || a.guide.localeCompare(b.guide))
  return (
    <>
      {rest.map((one) => (
        <NotDecided key={one.guide} server={server} {...one} />
      ))}
      {/* What is told again every few seconds is not read out each time. */}
      <p role={server.t === 'told' ? undefined : 'status'}>
        <Note server={server} who={who} />
      </p>
      {server.t === 'away' && <CodeField says={server.says} />}
    </>
  )
}

/** For a page that its own policy cuts off from the window that opened it. */
const CodeField = ({ says }: { says: string }) => (
  <div class="code-field">
    <label>
      Code of the dashboard <input placeholder="ABCD-EFGH" maxLength={20} autocomplete="off" />
    </label>
    <button type="button" data-do="join">
      Connect
    </button>
    <p role="status">{says}</p>
  </div>
)

/** A browser is told what is decided, never why something is not: that is about other people's rules. */
const Note = ({ server, who }: { server: ServerSide; who: string }) => {
  if (server.t === 'failed') return <>{server.text}</>
  if (server.t === 'told') {
    const time = new Date(server.half.at).toISOString().slice(11, 19)
    return <>The server’s half is told by your dashboard, as of {time} UTC.</>
  }
  if (server.t !== 'away') return <>{notes[server.t]}</>
  return (
    <>
      Why another guide is not here, the server tells people of your project only. It stands here
      where the dashboard has opened this page (Guides and definitions, Debug in your app), or once
      the code that it shows for this page is typed below; else ask{' '}
      <code>waymark explain {/^[\w@.-]+$/.test(who) ? who : 'PERSON'} --guide GUIDE</code>
    </>
  )
}

const notes = {
  waits: 'Asks the dashboard for the server’s half…',
  asked: 'Your dashboard asks whether this page may be told the server’s half. Answer there.',
  kept: 'The server’s half is kept from this page, as was answered in the dashboard.',
} as const

import type { GuideContent } from '@waymark/schemas/wire/content'
import type { Decision } from '@waymark/schemas/wire/messages'
import type { ListedGuide } from '../guide-contract.ts'
import type { ToolLink } from '../tools/tool.ts'
import type { GuideSituation } from './gates.ts'
import type { createMissingFiles } from './missing-files.ts'
import type { Fact, Reading } from './panel.tsx'
import type { ServerSide } from './server-side.ts'
import type { SeenTraffic } from './watch-client.ts'

const enough = 1_000

/** Reads what the panel shows off the running client. */
export const createReader = (
  link: ToolLink,
  {
    traffic,
    server,
    missingFiles,
  }: {
    readonly traffic: () => SeenTraffic
    readonly server: () => ServerSide
    readonly missingFiles: ReturnType<typeof createMissingFiles>
  },
) => {
  const { version, baseUrl, decisions, progress, kept, messages, settings, waymark } = link
  const contents = new Map<string, GuideContent | false>()
  /** By the path of the content: files that would draw it and cannot be had. */
  const missing = new Map<string, readonly string[]>()
  /** By id: what is shown may have left the list, its own showing having used up its limit. */
  const known = new Map<string, Decision>()
  const offered = (): readonly Decision[] => {
    const now = decisions()
    for (const decision of now) known.set(decision.id, decision)
    return now
  }
  const underWay = (listed: readonly ListedGuide[]): readonly ListedGuide[] =>
    listed.filter(
      ({ decision, state }) => state !== 'done' && !decisions().some(({ id }) => id === decision),
    )
  /** The browser has the file already: guides have fetched it. */
  const fetchContents = () =>
    Promise.all(
      offered()
        .filter(({ content }) => !contents.has(content))
        .map(async ({ content }) => {
          const answer = await fetch(`${baseUrl}/${content.replace(/^\/+/, '')}`, {
            credentials: 'omit',
          }).catch(() => undefined)
          const read: GuideContent | false = answer?.ok ? await answer.json() : false
          contents.set(content, read)
          missing.set(content, await missingFiles(read))
        }),
    )
  const whoFacts = (): readonly Fact[] => {
    const { userId, anonymousId, groupId } = kept.identity.person()
    const { analytics, guides } = kept.consent.choices()
    return [
      ['User', userId ?? 'nobody is signed in'],
      ['Visitor', anonymousId],
      ['Account', groupId ?? 'none was named'],
      ['Identity token', settings.token === undefined ? 'none in the settings' : 'in the settings'],
      ['Analytics', analytics],
      ['Guides', settings.guides === 'off' ? 'off in the settings' : guides],
      ['Storage', settings.stores ? 'cookie, localStorage, IndexedDB' : 'none'],
    ]
  }
  const wireFacts = async (): Promise<readonly Fact[]> => {
    const waiting = await kept.store?.read(enough).catch(() => undefined)
    return [
      ['Ingest', baseUrl],
      ['Write key', settings.key],
      ['Waiting to be sent', sayWaiting(waiting?.length, kept.store !== undefined)],
      ['Stream', messages.streams() ? 'open in this tab' : await sayOtherStream(settings.key)],
    ]
  }
  return async (): Promise<Reading> => {
    const [wire] = await Promise.all([wireFacts(), fetchContents()])
    const listed = waymark.guides.list()
    const shared = { listed, traffic: traffic(), url: location.href }
    const begun = underWay(listed)
    const situationOf = (decision: Decision): GuideSituation => ({
      ...shared,
      decision,
      content: contents.get(decision.content),
      missing: missing.get(decision.content) ?? [],
    })
    return {
      version,
      who: whoFacts(),
      wire,
      progress: progress(),
      situation: shared,
      server: server(),
      guides: offered().map(situationOf),
      begun: begun.map((one) => {
        const decision = known.get(one.decision)
        return { ...one, situation: decision && situationOf(decision) }
      }),
    }
  }
}

const sayWaiting = (count: number | undefined, stores: boolean): string => {
  if (!stores) return 'not stored: in memory only'
  if (count === undefined) return 'storage cannot be read'
  return count === enough ? `${enough} or more` : String(count)
}

/** One tab of a browser has the stream; the lock says whether another one does. */
const sayOtherStream = async (key: string): Promise<string> => {
  const { held } = (await navigator.locks?.query().catch(() => undefined)) ?? {}
  return held?.some(({ name }) => name === `waymark:${key}:stream`)
    ? 'led by one tab of this browser'
    : 'closed: this page asks as it goes'
}

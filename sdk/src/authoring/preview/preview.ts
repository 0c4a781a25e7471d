import type { JsonObject } from '@waymark/schemas'
import type { AuthoringPerson, GuideDraft } from '@waymark/schemas/wire/authoring'
import type { Look } from '@waymark/schemas/wire/content'
import type { Decision } from '@waymark/schemas/wire/messages'
import { createEngine } from '../../guide/engine/engine.ts'
import type { LoadPart } from '../../guide/kinds/shelf.ts'
import type { GuideEventName, GuideHost } from '../../guide-contract.ts'
import { contentOf } from '../page/drawn-draft.ts'
import { harmless } from './harmless.ts'
import { standIn, standInsFor } from './stand-in.ts'

export interface PreviewDeps {
  readonly loadPart: LoadPart
  readonly version: string
  readonly baseUrl: string
  readonly locale: () => string
  readonly onNavigate: GuideHost['onNavigate']
  readonly onTrack: GuideHost['onTrack']
  /** What happened, and would have been recorded. */
  readonly onNote: (note: string) => void
  readonly onError: (error: unknown) => void
}

export interface Preview {
  stop(): void
}

const notes: { readonly [name in GuideEventName]?: string } = {
  'guide:shown': 'shown',
  'guide:clicked': 'clicked',
  'guide:dismissed': 'closed',
  'guide:completed': 'completed',
  'guide:snoozed': 'snoozed',
  'guide:answered': 'answered',
}

const decisionOf = ({ id, trigger = {} }: GuideDraft, values: Decision['values']): Decision => ({
  id: 'preview',
  engagement: 'preview',
  guide: id,
  version: 0,
  trigger,
  content: 'preview',
  values,
  capped: false,
  priority: 100,
})

/** What is previewed: for whom, and whether as visitors meet it. */
export interface Previewed {
  readonly guide: GuideDraft
  /** For the page and the trigger that the guide asks for; else it is shown at once. */
  readonly waits: boolean
  readonly person: AuthoringPerson | undefined
  readonly brand: Look | undefined
}

const nothing = (): void => {}

/** A host that serves one guide, grants everything, and records nothing. */
const hostFor = ({ guide, brand, waits, person }: Previewed, deps: PreviewDeps): GuideHost => {
  const decision = decisionOf(guide, person?.values ?? {})
  const decisions = [decision, ...standInsFor(guide, decision)]
  const content = harmless(contentOf(guide, brand))
  let kept: string | undefined
  const record = (event: string, properties: JsonObject): void => {
    const { reason } = properties
    if (event === '$guide_missed') deps.onNote(`not shown: ${String(reason).replaceAll('_', ' ')}`)
    else if (!event.startsWith('$')) deps.onNote(event)
  }
  const { version, baseUrl, onNavigate, onTrack, locale } = deps
  return {
    ...{ version, baseUrl, onNavigate, onTrack, locale, record },
    nonce: undefined,
    decisions: () => decisions,
    over: () => ({}),
    onDecisions: () => nothing,
    person: () => 'preview',
    claim: async () => ({ granted: true, until: Date.now() + 60_000 }),
    setTraits: nothing,
    reached: () => new Set(person?.reached),
    keep: (text) => {
      kept = text
    },
    kept: () => kept,
    content: async (path) => standIn(path) ?? content,
    emit: (name) => {
      const note = name === 'guide:armed' && waits ? 'waits for its trigger' : notes[name]
      if (note) deps.onNote(note)
    },
    registered: () => undefined,
    navigate: (url) => {
      deps.onNote(`would open ${url}`)
      return true
    },
    reportError: (_kind, error) => deps.onError(error),
  }
}

/**
 * The draft as visitors will meet it: by the same engine, but nothing is recorded and no cap is used up. With targeting it is not
 * shown to a person who would not be shown it; the badge says why.
 */
export const startPreview = (previewed: Previewed, deps: PreviewDeps): Preview => {
  const { guide, waits, person } = previewed
  if (waits && person && person.against.length > 0) {
    for (const why of person.against) deps.onNote(why)
    return { stop: nothing }
  }
  const engine = createEngine(hostFor(previewed, deps), deps.loadPart)
  if (!waits) engine.show(guide.id)
  return { stop: () => engine.stop() }
}

import type { Decision, GuideDraft, JsonObject } from '@waymark/schemas'
import { createEngine } from '../../guide/engine/engine.ts'
import type { LoadPart } from '../../guide/kinds/shelf.ts'
import type { GuideEventName, GuideHost } from '../../guide-contract.ts'
import { contentOf } from '../page/drawn-draft.ts'
import { harmless } from './harmless.ts'

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

const decisionOf = ({ id, trigger = {} }: GuideDraft): Decision => ({
  id: 'preview',
  engagement: 'preview',
  guide: id,
  version: 0,
  trigger,
  content: 'preview',
  values: {},
  capped: false,
  priority: 100,
})

/**
 * The draft as visitors will meet it: by the same engine, but nothing is recorded and no cap is used up.
 *
 * @param waits for the page and the trigger that the guide asks for; else it is shown at once
 */
export const startPreview = (guide: GuideDraft, waits: boolean, deps: PreviewDeps): Preview => {
  const decision = decisionOf(guide)
  const content = harmless(contentOf(guide))
  let kept: string | undefined
  const record = (event: string, properties: JsonObject): void => {
    const { reason } = properties
    if (event === '$guide_missed') deps.onNote(`not shown: ${String(reason).replaceAll('_', ' ')}`)
    else if (!event.startsWith('$')) deps.onNote(event)
  }
  const host: GuideHost = {
    version: deps.version,
    baseUrl: deps.baseUrl,
    nonce: undefined,
    decisions: () => [decision],
    onDecisions: () => () => {},
    person: () => 'preview',
    claim: async () => ({ granted: true, until: Date.now() + 60_000 }),
    record,
    setTraits: () => {},
    reached: () => new Set(),
    keep: (text) => {
      kept = text
    },
    kept: () => kept,
    content: async () => content,
    onNavigate: deps.onNavigate,
    onTrack: deps.onTrack,
    locale: deps.locale,
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
  const engine = createEngine(host, deps.loadPart)
  if (!waits) engine.show(guide.id)
  return { stop: () => engine.stop() }
}

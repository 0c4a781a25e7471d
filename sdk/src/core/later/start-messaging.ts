import type { WaymarkGuides } from '../../api.ts'
import type { ToolLink } from '../../tools/tool.ts'
import { isAuthored } from '../../tools/wanted-tool.ts'
import { captureUrl } from '../capture-url.ts'
import { createEmitter } from '../emitter.ts'
import type { CoreLink, LoadFile } from '../lazy-files.ts'
import { subjectOf } from '../subject-of.ts'
import { createGuides, type Tracked } from './guides.ts'
import { createMessages, type Messages } from './messages.ts'

/** What is decided for the person in front of this page, and the guides that show it, as the core sees them. */
export interface Messaging
  extends Pick<Messages, 'ask' | 'askAfterFlush' | 'hear' | 'wake' | 'sleep'>,
    Pick<WaymarkGuides, 'list' | 'show' | 'decide'> {
  /** The page belongs to someone else now. */
  personChanged(): void
  /** Guides are no longer wanted: nothing of them stays, on the page or in this tab. */
  forget(): void
  /** The page's URL changed. */
  navigated(url: string): void
  /** The page has tracked an event: it is the last of those that the core keeps for the guides. */
  tracked(): void
  /** Starts the tool that the window is marked for. */
  openTool(): void
  stop(): void
}

interface LaterFiles {
  /** The guide chunk, or a file of this build. */
  readonly load: LoadFile
  readonly startTool: (link: ToolLink) => void
}

/** Puts the parts together: every dependency between them is here. */
export const startMessaging = (core: CoreLink, { load, startTool }: LaterFiles): Messaging => {
  const { waymark, settings, kept, transport, outbox, recorder, report } = core
  const { contexts, events, proof, tell, registered, early } = core
  const { baseUrl, urlRules, nonce } = settings
  const { person } = kept.identity
  const { locale } = contexts
  /** An author is no visitor: what is published would stand beside the draft, and be counted. */
  const authored = isAuthored()
  const onError = (error: unknown) => report('guide_listener', error)
  const tracked = createEmitter<Tracked>(onError)
  const navigated = createEmitter<string>(onError)
  const decided = createEmitter<ReturnType<Messages['decisions']>>(onError)
  const messages = createMessages(
    { writeKey: settings.key, baseUrl },
    {
      transport,
      lock: kept.streamLock,
      person,
      token: proof,
      page: () => captureUrl(location.href, urlRules),
      locale,
      context: contexts.request,
      tell,
      onDecisions(decisions) {
        guides.decisionsChanged()
        decided.emit(decisions)
        events.emit('decisions', decisions)
      },
      report,
      now: Date.now,
      random: Math.random,
    },
  )
  const guides = createGuides({
    baseUrl,
    nonce,
    headless: authored || settings.guides === 'headless',
    load,
    decisions: messages.decisions,
    over: messages.over,
    ask: messages.ask,
    early,
    person: () => subjectOf(person()),
    transport,
    claimRequest: async (decision) => ({ ...(await messages.credentials()), decision }),
    record(call) {
      try {
        recorder.record(call, 'guides')
      } catch (error) {
        report('guide_record', error)
      }
    },
    progress: messages.progress,
    underWay: kept.underWay,
    emit: events.emit,
    locale,
    tracked,
    navigated,
    decided,
    registered,
    api: waymark.guides,
    report,
  })
  const { list, show, decide } = guides
  return {
    ...messages,
    ...(authored && { wake() {}, hear() {} }),
    list,
    show,
    decide,
    forget() {
      messages.personChanged()
      guides.forget()
    },
    personChanged() {
      messages.personChanged()
      guides.personChanged()
    },
    navigated: navigated.emit,
    tracked: guides.tracked,
    openTool: () => startTool({ ...guides.link, waymark, settings, kept, messages, outbox }),
    stop() {
      messages.sleep()
      guides.stop()
    },
  }
}

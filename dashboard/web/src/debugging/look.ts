import type { Signal } from '@preact/signals'
import type { DefinitionList } from '@waymark/schemas/api/definitions'
import type { Explanation } from '@waymark/schemas/api/explanation'
import type { PersonDetail } from '@waymark/schemas/api/people'
import type { FromDebugged, ToDebugged } from '@waymark/schemas/wire/debugging'
import { address, RequestFailed } from '../api/request.ts'
import type { AuthoringDeps } from '../authoring/authoring-deps.ts'
import { nameOfPerson } from '../authoring/person.ts'
import { reachPage } from '../opened-page/reach-page.ts'
import { fromDebugged } from './from-debugged.ts'
import type { BeginLook, Identified, Looked } from './looked.ts'
import { serverHalf } from './server-half.ts'

interface LookDeps extends Pick<AuthoringDeps, 'request'> {
  readonly shown: Signal<Looked | undefined>
  /** Everything of it is over. */
  readonly end: () => void
}

/** One window that is looked into, from its opening to its end. */
export interface Look {
  answer(is: 'told' | 'kept'): void
  /** Opens the page once more, to be reached by a code. */
  useCode(): Promise<void>
  /** Opens it again where its window was closed. To be called while a press of a button lasts. */
  openAgain(): void
  stop(): void
}

type Who = Extract<FromDebugged, { readonly say: 'who' }>

const unknownHere = 'The server knows nobody of this id yet.'
const noAnswer = 'The dashboard got no answer from its server. It asks again.'

/** What the server refuses is a value; everything else is broken. */
const orRefused = async <T>(work: Promise<T>): Promise<T | RequestFailed> => {
  try {
    return await work
  } catch (error) {
    if (error instanceof RequestFailed) return error
    throw error
  }
}

/** Reads the server's half of somebody, one reading at a time. */
const createReader = (env: string, { request }: Pick<LookDeps, 'request'>) => {
  let isReading = false
  return async ({ subject, id }: Identified): Promise<ToDebugged | undefined> => {
    if (isReading) return undefined
    isReading = true
    const read = await orRefused(
      Promise.all([
        request<Explanation>(address('/api/explain', { env, person: subject })),
        request<DefinitionList>(address('/api/definitions', { env })),
      ]),
    ).finally(() => {
      isReading = false
    })
    if (!(read instanceof RequestFailed)) return { say: 'told', half: serverHalf(id, ...read) }
    return { say: 'failed', text: read.status === 404 ? unknownHere : noAnswer }
  }
}

/** Whom the page is of, and whether who sits here lets it be told of them: any script in the page can name anybody. */
const createTalk = (begin: BeginLook, deps: LookDeps, tell: (said: ToDebugged) => void) => {
  const { env } = begin
  const { shown, request } = deps
  const read = createReader(env, deps)
  const answered = new Map<string, 'told' | 'kept'>()
  let current: Identified | undefined
  const show = (who: Identified): void => {
    current = who
    if (!shown.value) return
    shown.value = { ...shown.value, page: 'there', code: undefined, problem: undefined, who }
  }
  const reply = async (who: Identified): Promise<void> => {
    if (who.is !== 'told') {
      tell({ say: who.is })
      return
    }
    const said = await read(who)
    if (said && current?.subject === who.subject && current.is === 'told') tell(said)
  }
  const findName = async (who: Identified): Promise<void> => {
    const person = await orRefused(
      request<PersonDetail>(`/api/people/${encodeURIComponent(who.subject)}`),
    )
    if (person instanceof RequestFailed || current?.subject !== who.subject) return
    show({ ...current, name: nameOfPerson(person) })
  }
  return {
    hear: ({ userId, anonymousId }: Who): void => {
      const id = userId ?? anonymousId
      const subject = `${env}/${userId === undefined ? 'a' : 'u'}/${id}`
      if (current?.subject !== subject) {
        show({ subject, id, name: undefined, is: answered.get(subject) ?? 'asked' })
      }
      if (!current) return
      if (current.name === undefined) void findName(current)
      void reply(current)
    },
    answer: (is: 'told' | 'kept'): void => {
      if (!current) return
      answered.set(current.subject, is)
      show({ ...current, is })
      void reply(current)
    },
  }
}

export const createLook = (begin: BeginLook, page: Window, deps: LookDeps): Look => {
  const { shown, end } = deps
  let port: MessagePort | undefined
  const tell = (said: ToDebugged): void => port?.postMessage(said)
  const talk = createTalk(begin, deps, tell)
  const show = (change: Partial<Looked>): void => {
    if (shown.value) shown.value = { ...shown.value, ...change }
  }
  const onPort = (next: MessagePort): void => {
    port?.close()
    port = next
    next.onmessage = ({ data }: MessageEvent<unknown>) => {
      const said = fromDebugged(data)
      if (said?.say === 'who') talk.hear(said)
      if (said?.say === 'end') end()
    }
  }
  const reach = reachPage(page, {
    ...{ request: deps.request, purpose: 'inspect', env: begin.env, url: begin.url },
    ...{ now: () => shown.value, show, onPort },
    onRefused: (problem) => show({ problem }),
  })
  return {
    answer: talk.answer,
    useCode: reach.useCode,
    openAgain: reach.openAgain,
    stop: () => {
      tell({ say: 'end' })
      reach.stop()
      port?.close()
    },
  }
}

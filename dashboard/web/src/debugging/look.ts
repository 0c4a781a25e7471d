import type { Signal } from '@preact/signals'
import type {
  AuthoringTicketItem,
  DefinitionList,
  Explanation,
  FromDebugged,
  PersonDetail,
  ToDebugged,
} from '@waymark/schemas'
import { address, RequestFailed } from '../api/request.ts'
import type { AuthoringDeps } from '../authoring/authoring-deps.ts'
import { nameOfPerson } from '../authoring/person.ts'
import { watchWindow } from '../authoring/watch-window.ts'
import { openWindowLine } from '../authoring/window-line.ts'
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

const askTicket = async (
  { env, url }: BeginLook,
  { request }: Pick<LookDeps, 'request'>,
): Promise<string | RequestFailed> => {
  const body = { env, origin: new URL(url).origin }
  const asked = request<AuthoringTicketItem>('/api/inspect/ticket', { method: 'POST', body })
  const item = await orRefused(asked)
  return item instanceof RequestFailed ? item : item.ticket
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
    if (shown.value) shown.value = { ...shown.value, page: 'there', problem: undefined, who }
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
  const { origin } = new URL(begin.url)
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
  const closeLine = openWindowLine({
    ...{ page, origin, onPort },
    ticket: async () => {
      const ticket = await askTicket(begin, deps)
      if (!(ticket instanceof RequestFailed)) return ticket
      show({ problem: ticket.message })
      return undefined
    },
  })
  const unwatch = watchWindow(page, {
    isByWindow: () => true,
    page: () => shown.value?.page,
    onPage: (state) => show({ page: state }),
    onLeft: () => {},
    isDirty: () => false,
  })
  return {
    answer: talk.answer,
    stop: () => {
      tell({ say: 'end' })
      port?.close()
      closeLine()
      unwatch()
    },
  }
}

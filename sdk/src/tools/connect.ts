import type {
  AuthoringAnswer,
  AuthoringHello,
  AuthoringTicket,
} from '@waymark/schemas/wire/authoring'

/** Of `schemas`; a local copy keeps the chunk free of run-time dependencies. */
const mark =
  'waymark-authoring' satisfies typeof import('@waymark/schemas/wire/authoring').authoringMark

const helloEveryMs = 1000
/** Somebody signs in to the dashboard again, or it starts anew; after that it is not coming. */
const mostHellos = 600

export interface ConnectDeps {
  /** The window that opened this one. */
  readonly opener: Pick<Window, 'postMessage'>
  readonly version: string
  /** Asks ingest which dashboard made the ticket. */
  readonly redeem: (ticket: string) => Promise<AuthoringAnswer | undefined>
  /** The dashboard has proved itself; what it says comes over this port. */
  readonly onPort: (port: MessagePort) => void
}

const isTicket = (data: unknown): data is AuthoringTicket => {
  const said = data as Partial<AuthoringTicket> | null
  return said?.mark === mark && said.say === 'ticket' && typeof said.ticket === 'string'
}

/**
 * Says hello to the window that opened this one until a dashboard of ours answers: from that window, with a ticket that ingest knows,
 * and from the very origin that ingest names. Everything else is not answered.
 */
export const connect = ({ opener, version, redeem, onPort }: ConnectDeps) => {
  let hellos = 0
  let tickets = 0
  let timer: ReturnType<typeof setInterval> | undefined
  const rest = (): void => clearInterval(timer)
  const sayHello = (): void => {
    if (hellos++ >= mostHellos) rest()
    const hello: AuthoringHello = { mark, say: 'hello', version }
    // It names nobody and nothing: whoever hears it knows only that Waymark is here.
    opener.postMessage(hello, '*')
  }
  const goOn = (): void => {
    rest()
    timer = setInterval(sayHello, helloEveryMs)
  }
  const call = (): void => {
    hellos = 0
    goOn()
    sayHello()
  }
  const hear = async ({ data, origin, source, ports }: MessageEvent): Promise<void> => {
    const [port] = ports
    if (source !== opener || !port || !isTicket(data)) return
    // Each hello may bring a ticket, late: the dashboard listens to the port of the last one only.
    const own = ++tickets
    rest()
    const answer = await redeem(data.ticket)
    const isLast = own === tickets
    if (isLast && answer?.origin === origin) {
      onPort(port)
      return
    }
    port.close()
    if (isLast) goOn()
  }
  const onMessage = (event: MessageEvent): void => void hear(event)
  addEventListener('message', onMessage)
  call()
  return {
    /** The dashboard is gone: looks for it again. */
    again: call,
    stop: (): void => {
      rest()
      removeEventListener('message', onMessage)
    },
  }
}

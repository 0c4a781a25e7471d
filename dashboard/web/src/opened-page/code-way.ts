import type { TicketPurpose } from '@waymark/schemas/wire/authoring'
import { type CodeLine, openCodeLine, type RequestLines } from './code-line.ts'
import type { Opened } from './opened.ts'

interface CodeWayDeps {
  readonly request: RequestLines
  readonly purpose: TicketPurpose
  readonly env: string
  readonly origin: string
  readonly page: () => Opened['page'] | undefined
  readonly show: (change: Pick<Opened, 'page' | 'code'>) => void
  readonly onPort: (port: MessagePort) => void
}

/** The way to a page by codes: the line that a page has, and the one whose code nobody has typed yet. */
export interface CodeWay {
  /** Offers another code; the line that a page has goes on until somebody types it. */
  ask(): Promise<void>
  close(): void
}

export const createCodeWay = ({ page, show, onPort, ...deps }: CodeWayDeps): CodeWay => {
  let asked = 0
  let offered: CodeLine | undefined
  let joined: CodeLine | undefined
  const withdraw = (): void => {
    offered?.close()
    offered = undefined
  }
  const take = (port: MessagePort): void => {
    joined?.close()
    joined = offered
    offered = undefined
    onPort(port)
  }
  const ended = (isOffer: boolean): void => {
    if (isOffer) offered = undefined
    else joined = undefined
    if (page() === (isOffer ? 'code' : 'there')) show({ page: 'cut', code: undefined })
  }
  const open = (own: number): Promise<CodeLine> => {
    let isOffer = true
    return openCodeLine({
      ...deps,
      onPort: (port) => {
        isOffer = false
        if (own === asked) take(port)
      },
      onEnded: () => {
        if (own === asked || !isOffer) ended(isOffer)
      },
    })
  }
  return {
    ask: async () => {
      withdraw()
      const own = ++asked
      show({ page: 'code', code: undefined })
      try {
        const line = await open(own)
        if (own !== asked) {
          // It was finished, or asked for once more, meanwhile.
          line.close()
          return
        }
        offered = line
        if (page() === 'code') show({ page: 'code', code: line.code })
      } catch (error) {
        if (own !== asked) return
        if (page() === 'code') show({ page: joined ? 'there' : 'cut', code: undefined })
        throw error
      }
    },
    close: () => {
      asked++
      withdraw()
      joined?.close()
      joined = undefined
    },
  }
}

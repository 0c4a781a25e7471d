import { useEffect, useState } from 'preact/hooks'
import { RequestFailed } from '../../api/request.ts'

const askedAfterMs = 400

interface Asking<T> {
  /** What is asked about; `undefined` asks nothing. */
  readonly body: unknown
  readonly ask: () => Promise<T>
  /** What is said until there is an answer. */
  readonly unknown: T
  /** What is said where there is none. */
  readonly refused: (why: RequestFailed) => T
}

/** What the server says of something that is being written, asked for when it has not changed for a moment. Nothing waits for it. */
export const useSettled = <T>({ body, ask, unknown, refused }: Asking<T>): T => {
  const [answer, setAnswer] = useState(unknown)
  useEffect(() => {
    let isOver = false
    setAnswer(unknown)
    if (body === undefined) return
    const timer = setTimeout(() => {
      ask().then(
        (told) => {
          if (!isOver) setAnswer(told)
        },
        (error: unknown) => {
          if (!(error instanceof RequestFailed)) throw error
          if (!isOver) setAnswer(refused(error))
        },
      )
    }, askedAfterMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [JSON.stringify(body)])
  return answer
}

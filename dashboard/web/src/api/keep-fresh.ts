import type { LiveMessage } from '@waymark/schemas/api/live'
import { onLive } from './live.ts'
import { queries } from './queries.ts'

/** Which answers a live message makes old. */
const madeOldBy = (message: LiveMessage): readonly string[] => {
  switch (message.kind) {
    case 'event':
      return ['/api/setup']
    case 'refusal':
      return ['/api/setup']
    case 'delivery':
      return ['/api/alerts']
    case 'transition': {
      const { t } = message.transition
      const subject = encodeURIComponent(message.subject)
      const own = [`/api/people/${subject}`, `/api/accounts/${subject}`]
      if (t === 'pql' || t === 'worked') return [...own, '/api/leads', '/api/overview']
      if (t === 'task' || t === 'send' || t === 'flow') return [...own, '/api/tasks', '/api/flows']
      if (t === 'milestone' || t === 'lifecycle') return [...own, '/api/overview', '/api/setup']
      return own
    }
    case 'rate':
      return []
  }
}

const everyMs = 1000
/** What a change says is readable a moment after the change itself is heard: who asked too early asks once more. */
const againAfterMs = 3000

/** Asks again for what live messages made old, at most once a second each. Stop it with the returned function. */
export const keepFresh = (): (() => void) => {
  const old = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let later: ReturnType<typeof setTimeout> | undefined
  const again = new Set<string>()
  const flushAgain = (): void => {
    queries.refresh(...again)
    again.clear()
  }
  const flush = (): void => {
    timer = undefined
    queries.refresh(...old)
    for (const prefix of old) again.add(prefix)
    old.clear()
    clearTimeout(later)
    later = setTimeout(flushAgain, againAfterMs)
  }
  const stop = onLive((message) => {
    for (const prefix of madeOldBy(message)) old.add(prefix)
    if (old.size > 0) timer ??= setTimeout(flush, everyMs)
  })
  return () => {
    stop()
    clearTimeout(timer)
    clearTimeout(later)
  }
}

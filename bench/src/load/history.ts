/** How large a history is. */
export interface HistorySize {
  readonly people: number
  readonly days: number
}

const dayMs = 86_400_000
const firstDay = Date.UTC(2026, 2, 2)
const perAccount = 20
const kinds = 20
const mostADay = 3

/** Numbers in [0, 1) that are the same every time: the histories of two runs are one. */
const createDice = (): (() => number) => {
  let seed = 1
  return () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647
  }
}

const line = (person: number, at: number, kind: number): string =>
  JSON.stringify({
    type: 'track',
    messageId: `m-${person}-${at}`,
    event: `Event ${kind}`,
    userId: `user-${person}`,
    properties: { plan: kind % 2 === 0 ? 'pro' : 'free', amount: kind * 10 },
    context: {
      groupId: `account-${Math.floor(person / perAccount)}`,
      page: { path: `/projects/${kind}` },
    },
    timestamp: new Date(at).toISOString(),
  })

/** The life of people who do up to three things a day, NDJSON line by line. Day after day, and within one person after person. */
export const historyLines = ({ people, days }: HistorySize): readonly Buffer[] => {
  const dice = createDice()
  const lines: Buffer[] = []
  for (let day = 0; day < days; day++)
    for (let person = 0; person < people; person++)
      for (let n = Math.floor(dice() * (mostADay + 1)); n > 0; n--) {
        const at = firstDay + day * dayMs + Math.floor(dice() * dayMs)
        lines.push(Buffer.from(line(person, at, Math.floor(dice() * kinds))))
      }
  return lines
}

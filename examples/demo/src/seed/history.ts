import { instantOf, startOfDay, workload } from './clock-of-life.ts'
import { companies } from './companies.ts'
import { habitsOf } from './habits.ts'
import { createDiary, type HistoryEvent } from './history-event.ts'
import { liveCompany, visitSite } from './live-company.ts'
import { peopleOf } from './people.ts'
import { createRandom, type Random } from './random.ts'
import { surveyOf } from './survey.ts'
import { tooltipsOf } from './tooltip.ts'

const visitors = 46
const browser =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'

/** People who look at the public site and stay unknown. */
const passBy = (diary: ReturnType<typeof createDiary>, random: Random, now: number): void => {
  for (let nth = 1; nth <= visitors; nth++) {
    const device = { anonymousId: `anon-visitor-${nth}`, userAgent: browser }
    const actor = { key: device.anonymousId, device, timezone: 'Europe/London' }
    for (let visits = random.between(1, 3); visits > 0; visits--) {
      const day = startOfDay(now, random.between(1, 13), actor.timezone)
      if (!random.chance(0.4 + 0.6 * workload(day, actor.timezone))) continue
      visitSite(diary, actor, { at: instantOf(day, random), random })
    }
  }
}

/**
 * Two weeks of forty companies and two hundred people, up to `now`, in the order of time. The same `now` gives the same
 * history, message ids included.
 */
export const historyUntil = (now: number): readonly HistoryEvent[] => {
  const random = createRandom('corkline')
  const diary = createDiary()
  const taken = new Set<string>()
  for (const company of companies) {
    const own = random.fork(company.id)
    const people = peopleOf(company, own.fork('people'), taken)
    liveCompany({ now, diary }, people, own.fork('life'))
  }
  passBy(diary, random.fork('visitors'), now)
  const lived = diary.until(now)
  const at = ({ timestamp }: HistoryEvent): number => Date.parse(timestamp)
  const beside = [
    ...habitsOf(lived),
    ...surveyOf(lived, random.fork('recommend')),
    ...tooltipsOf(lived, random.fork('install')),
  ]
  return [...lived, ...beside.filter((event) => at(event) <= now)].sort((a, b) => at(a) - at(b))
}

import type { GuideTarget } from '@waymark/schemas/api/guide-targets'
import { dayMs } from '../../words/duration.ts'
import { dayKey, shortDay, weekday } from '../../words/time.ts'

/** `today`, `yesterday`, `Tuesday`, `12 Nov`. */
const sinceDay = (at: number, now: number): string => {
  if (dayKey(at) === dayKey(now)) return 'today'
  if (dayKey(at) === dayKey(now - dayMs)) return 'yesterday'
  return now - at < 6 * dayMs ? weekday(at) : shortDay(at, now)
}

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`)

const signals: Readonly<Record<string, string>> = {
  wm: 'its mark',
  testid: 'its test id',
  id: 'its id',
  field: 'its field name',
  name: 'its name',
  text: 'its text',
  placeholder: 'its placeholder',
  href: 'its address',
  within: 'what is around it',
  role: 'its role',
}

const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

const sayDrift = ({ drift, score, found, times, drifted }: GuideTarget): string => {
  const sure = score === undefined ? '' : `, ${Math.round(100 * score)}% sure`
  const changed = list(drift.map((signal) => signals[signal] ?? signal))
  return changed
    ? `Found for ${people(found)}${sure}, but ${drifted} of ${times} times not as recorded: ${changed}.`
    : `Found for ${people(found)}, but only ${sure.slice(2)}.`
}

/** It is on the page for all who missed it, under something else or folded away. */
const isUnseen = ({ reasons: told }: GuideTarget): boolean =>
  told.length > 0 && told.every(({ reason }) => reason !== 'missing' && reason !== 'refused')

/** The finding, as a sentence. */
export const sayTarget = (target: GuideTarget, now: number): string => {
  const { state, path, found, missed, missedSince, since = now } = target
  const unseen = isUnseen(target) && state !== 'drifted' && state !== 'found'
  if (unseen) return `There, but could not be seen by ${people(missed)}; shown to ${people(found)}.`
  switch (state) {
    case 'lost':
      return found === 0
        ? `Has never found its element on ${path}: ${people(missed)} since ${sinceDay(since, now)}.`
        : `Has not found its element on ${path} since ${sinceDay(since, now)}: ${people(missedSince)}.`
    case 'sometimes':
      return `Not found for ${people(missed)}, found for ${people(found)}.`
    case 'drifted':
      return sayDrift(target)
    case 'found':
      return `Found for ${people(found)}.`
  }
}

const reasons: Readonly<Record<string, string>> = {
  missing: 'not on the page',
  refused: 'nothing was sure enough',
  occluded: 'covered by something',
  zero_size: 'without any size',
}

/** `not on the page (4), covered by something (3)` */
export const sayReasons = ({ reasons: told }: GuideTarget): string =>
  told.map(({ reason, people: count }) => `${reasons[reason] ?? reason} (${count})`).join(', ')

import { type Champion, parseSubjectKey, type SubjectKey, type Transition } from '@waymark/schemas'
import type { Lead } from '@waymark/schemas/api/leads'
import type { WorkView } from '@waymark/schemas/api/work'
import { seenNames } from './seen-name.ts'
import { type Reader, workViewsOf } from './work-views.ts'

/** A change that a lead is made of. */
export interface LeadChange {
  readonly subject: SubjectKey
  /** The visitor of whom it was told, where that one has become `subject`. */
  readonly visitor?: SubjectKey
  readonly version: number
  readonly idx: number
  readonly at: number
  readonly transition: Transition
}

export interface LeadWords {
  readonly nameOf: (subject: SubjectKey) => { readonly id: string; readonly name: string }
  readonly pqlName: (id: string) => string
  /** The name of who did something, by id. */
  readonly userName: (id: string) => string
}

type Draft = { -readonly [Key in keyof Lead]: Lead[Key] } & {
  history: { readonly at: number; readonly says: string }[]
  ownerId?: string
  closedById?: string
}

/** A lead, whose it is, and who closed it, by id. */
export type LeadRecord = Lead & { readonly ownerId?: string; readonly closedById?: string }

type Turned = Extract<Transition, { t: 'pql' }>
type Worked = Extract<Transition, { t: 'worked' }>

const outcomes = { won: 'won', lost: 'lost', not_now: 'not now', bad_lead: 'a bad lead' } as const

const seenChampion = ({ person, seen, events, ...words }: Champion): Champion => ({
  person,
  seen,
  events,
  ...seenNames(words, ['name', 'email', 'role']),
})

/** Whom one was told to talk to then: the lead itself shows who it is now. */
const sayTurned = (pqlName: string, champion: Champion | undefined): string => {
  if (!champion) return `Turned ${pqlName}.`
  const { name, email, person } = champion
  return `Turned ${pqlName}; the champion then: ${name ?? email ?? parseSubjectKey(person)?.id ?? person}.`
}

const keyOf = ({ subject, visitor = subject }: LeadChange, pql: string): string =>
  `${visitor} ${pql}`

const turn = (drafts: Map<string, Draft>, change: LeadChange, words: LeadWords): void => {
  const t = change.transition as Turned
  const key = keyOf(change, t.id)
  const before = drafts.get(key)
  if (!t.is) {
    if (!before) return
    before.is = false
    before.history.push({ at: t.at, says: `No longer ${before.pqlName}.` })
    return
  }
  const { id, name } = words.nameOf(change.subject)
  const pqlName = words.pqlName(t.id)
  const champion = t.champion && seenChampion(t.champion)
  drafts.set(key, {
    subject: change.subject,
    id,
    name,
    pql: t.id,
    pqlName,
    is: true,
    since: t.at,
    turn: t.turn,
    reasons: t.reasons,
    ...(champion ? { champion } : {}),
    ...(t.say === undefined ? {} : { say: t.say }),
    ...(t.owner === undefined ? {} : { routedTo: t.owner }),
    // A claim belongs to its turn.
    ...(before?.turn === t.turn && !before.outcome && before.owner !== undefined
      ? { owner: before.owner, ...(before.ownerId ? { ownerId: before.ownerId } : {}) }
      : {}),
    history: [...(before?.history ?? []), { at: t.at, says: sayTurned(pqlName, champion) }],
  })
}

const release = (draft: Draft): void => {
  delete draft.owner
  delete draft.ownerId
  delete draft.claimedAt
}

/** It stands as if it had no outcome; whose it was it stays. */
const reopen = (draft: Draft): void => {
  delete draft.outcome
  delete draft.outcomeNote
  delete draft.outcomeAt
  delete draft.closedById
  delete draft.snoozedUntil
}

/** A snooze that ends as it begins takes back the one before. */
const snooze = (draft: Draft, t: Worked, who: string): void => {
  const wakes = t.until === undefined || t.until <= t.at
  if (wakes) delete draft.snoozedUntil
  else draft.snoozedUntil = t.until
  draft.history.push({
    at: t.at,
    says: `${who} ${wakes ? 'took it out of snooze' : 'snoozed it'}.`,
  })
}

const work = (draft: Draft, t: Worked, who: string): void => {
  switch (t.do) {
    case 'claim':
      draft.owner = who
      draft.ownerId = t.by
      draft.claimedAt = t.at
      delete draft.snoozedUntil
      draft.history.push({ at: t.at, says: `${who} claimed it.` })
      return
    case 'release':
      release(draft)
      draft.history.push({ at: t.at, says: `${who} gave it back.` })
      return
    case 'snooze':
      snooze(draft, t, who)
      return
    case 'outcome':
      if (t.outcome === undefined) return
      draft.outcome = t.outcome
      draft.outcomeAt = t.at
      draft.closedById = t.by
      if (t.note !== undefined) draft.outcomeNote = t.note
      draft.history.push({ at: t.at, says: `${who} closed it: ${outcomes[t.outcome]}.` })
      return
    case 'reopen':
      reopen(draft)
      draft.history.push({ at: t.at, says: `${who} opened it again.` })
      return
  }
}

const step = (drafts: Map<string, Draft>, change: LeadChange, words: LeadWords): void => {
  const t = change.transition
  if (t.t === 'pql') turn(drafts, change, words)
  if (t.t === 'worked') {
    const draft = drafts.get(keyOf(change, t.pql))
    if (draft) work(draft, t, words.userName(t.by))
  }
  if (t.t === 'alert') {
    const draft = drafts.get(keyOf(change, t.body.pql))
    if (!draft) return
    if (t.body.say !== undefined) draft.say = t.body.say
    draft.history.push({ at: t.at, says: `Alert decided for ${t.to.join(', ')}.` })
  }
}

/** The lead of somebody and of the visitors who they were: theirs tells how it stands, and all of them its history. */
const joined = (own: Draft | undefined, visitors: readonly Draft[]): LeadRecord | undefined => {
  const stands = own ?? visitors.find(({ is }) => is) ?? visitors[0]
  const all = own ? [own, ...visitors] : visitors
  const history = all.flatMap((one) => one.history).toSorted((a, b) => a.at - b.at)
  return stands && { ...stands, history }
}

/** One lead per subject and PQL definition, newest turn first. `changes` oldest first per subject. */
export const leadsOf = (
  changes: readonly LeadChange[],
  words: LeadWords,
): readonly LeadRecord[] => {
  const drafts = new Map<string, Draft>()
  for (const change of changes) step(drafts, change, words)
  return [...Map.groupBy(drafts.values(), ({ subject, pql }) => `${subject} ${pql}`)]
    .flatMap(([key, list]) => {
      const own = drafts.get(key)
      return joined(own, own ? list.filter((one) => one !== own) : list) ?? []
    })
    .toSorted((a, b) => b.since - a.since)
}

/** In which lists a lead is shown. Who is no longer a lead is done with. */
export const viewsOf = (lead: LeadRecord, reader: Reader): readonly WorkView[] =>
  workViewsOf(lead, lead.outcome !== undefined || !lead.is, reader)

/** Per definition: how many turned, how many were closed, how many of those were won. */
export const precisionOf = (leads: readonly LeadRecord[]) =>
  [...Map.groupBy(leads, (lead) => lead.pql)].map(([pql, list]) => ({
    pql,
    turned: list.length,
    won: list.filter((lead) => lead.outcome === 'won').length,
    closed: list.filter((lead) => lead.outcome !== undefined).length,
  }))

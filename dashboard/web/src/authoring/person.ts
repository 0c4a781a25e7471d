import type { DefinitionItem } from '@waymark/schemas/api/definitions'
import type { MessageItem, PersonDetail } from '@waymark/schemas/api/people'
import type { AuthoringPerson, GuideDraft } from '@waymark/schemas/wire/authoring'
import { fromId, namesAmong } from '../words/names.ts'
import { whyNot } from '../words/say-gate.ts'
import type { NameOf } from '../words/say-sender.ts'
import { shownBy } from './guide-audience.ts'
import { both, type Named, namedIn } from './named.ts'

const asText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 200) : undefined

/** What stands for a token: a trait, the id, or the account. */
const tokenValue = ({ id, known, account, accountName, traits }: PersonDetail, name: string) => {
  if (name === 'account.id') return account
  if (name === 'account.name') return accountName
  const trait = name.replace(/^person\./, '')
  const said = traits.find((each) => each.name === trait)?.value
  return asText(said ?? (name === 'person.id' && known ? id : undefined))
}

/** It was there and was left or done: they have had it. */
const had: { readonly [status in MessageItem['status']]?: string } = {
  dismissed: 'They have had it already, and closed it.',
  completed: 'They have had it already, to its end.',
}

const againstIn = (
  by: DefinitionItem,
  message: MessageItem | undefined,
  names: NameOf,
): string | undefined => {
  const name = by.definition.name ?? fromId(by.id)
  if (!message) return `“${name}” is not for them: ${by.says}`
  const isHeld = message.status === 'suppressed' || message.status === 'withdrawn'
  return isHeld ? `“${name}” does not show it: ${whyNot(message.why, names)}.` : had[message.status]
}

/** The second guide of an engagement is decided as `<engagement>.1`. */
const isOf = ({ engagement }: MessageItem, id: string): boolean =>
  engagement === id || engagement.startsWith(`${id}.`)

/** Why a person would not be shown the guide, by what the server decided last; nothing: they would be. */
const againstOf = (
  { messages }: PersonDetail,
  guide: string,
  items: readonly DefinitionItem[],
): readonly string[] => {
  const by = shownBy(items, guide)
  if (by.length === 0) return ['Nobody is shown it yet: no engagement names it.']
  const newest = messages
    .filter((message) => message.guide === guide)
    .toSorted((a, b) => b.at - a.at)
  const names = namesAmong(items.map(({ kind, id, definition: { name } }) => ({ kind, id, name })))
  const said = by.map((each) =>
    againstIn(
      each,
      newest.find((message) => isOf(message, each.id)),
      names,
    ),
  )
  return said.some((why) => why === undefined) ? [] : said.filter((why) => why !== undefined)
}

/** What to call somebody, by the best that is known. */
export const nameOfPerson = ({ name, email, id }: Pick<PersonDetail, 'name' | 'email' | 'id'>) =>
  name ?? email ?? id

const hasReached = ({ journey }: PersonDetail, milestone: string): boolean =>
  journey.some(({ id, reached }) => id === milestone && reached !== undefined)

/** What there is to say of somebody, of all that a guide names. */
export const knownOf = (person: PersonDetail, { tokens, milestones }: Named): Named => ({
  tokens: tokens.filter((name) => tokenValue(person, name) !== undefined),
  milestones: milestones.filter((id) => hasReached(person, id)),
})

/** A person as a preview of this guide needs to know them; nothing else of them, and nothing that is not allowed, enters the page. */
export const personFor = (
  person: PersonDetail,
  { guide, allowed }: { readonly guide: GuideDraft; readonly allowed: Named },
  items: readonly DefinitionItem[],
): AuthoringPerson => {
  const known = knownOf(person, both(namedIn(guide), allowed))
  return {
    name: nameOfPerson(person),
    values: Object.fromEntries(known.tokens.map((name) => [name, tokenValue(person, name) ?? ''])),
    reached: known.milestones,
    against: againstOf(person, guide.id, items),
  }
}

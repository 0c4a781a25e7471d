import type {
  AuthoringPerson,
  DefinitionItem,
  GuideDraft,
  MessageItem,
  PersonDetail,
} from '@waymark/schemas'
import { fromId } from '../words/names.ts'
import { whyNot } from '../words/say-transition.ts'
import { shownBy } from './guide-audience.ts'

/** `{{first_name | there}}`, as the server reads it too. */
const token = /\{\{\s*([\w$.-]{1,100})\s*(?:\|[^{}]*)?\}\}/g

const tokensOf = ({ steps, tasks = [] }: GuideDraft): readonly string[] => [
  ...new Set([...JSON.stringify([steps, tasks]).matchAll(token)].map(([, name = '']) => name)),
]

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

const againstIn = (by: DefinitionItem, message: MessageItem | undefined): string | undefined => {
  const name = by.definition.name ?? fromId(by.id)
  if (!message) return `“${name}” is not for them: ${by.says}`
  const isHeld = message.status === 'suppressed' || message.status === 'withdrawn'
  return isHeld ? `“${name}” does not show it: ${whyNot(message.why)}.` : had[message.status]
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
  const said = by.map((each) =>
    againstIn(
      each,
      newest.find((message) => isOf(message, each.id)),
    ),
  )
  return said.some((why) => why === undefined) ? [] : said.filter((why) => why !== undefined)
}

/** What to call somebody, by the best that is known. */
export const nameOfPerson = ({ name, email, id }: Pick<PersonDetail, 'name' | 'email' | 'id'>) =>
  name ?? email ?? id

/** A person as a preview of this guide needs to know them; nothing else of them enters the page. */
export const personFor = (
  person: PersonDetail,
  guide: GuideDraft,
  items: readonly DefinitionItem[],
): AuthoringPerson => {
  const named = new Set(guide.tasks?.map(({ milestone }) => milestone))
  return {
    name: nameOfPerson(person),
    values: Object.fromEntries(
      tokensOf(guide).flatMap((name) => {
        const value = tokenValue(person, name)
        return value === undefined ? [] : [[name, value]]
      }),
    ),
    reached: person.journey
      .filter(({ id, reached }) => reached !== undefined && named.has(id))
      .map(({ id }) => id),
    against: againstOf(person, guide.id, items),
  }
}

import type { GuideDraft } from '@waymark/schemas/wire/authoring'

/** What a guide says of whoever is shown it. */
export interface Named {
  /** `first_name`, `account.id`. */
  readonly tokens: readonly string[]
  /** That its tasks wait for. */
  readonly milestones: readonly string[]
}

/** More than any guide says of one person, and as much as somebody reads before they agree. */
const mostNamed = 30

/** `{{first_name | there}}`, as the server reads it too. */
const token = /\{\{\s*([\w$.-]{1,100})\s*(?:\|[^{}]*)?\}\}/g

export const nothingNamed: Named = { tokens: [], milestones: [] }

const each = <T>(all: readonly T[]): readonly T[] => [...new Set(all)].slice(0, mostNamed)

export const namedIn = ({ steps, tasks = [], launcher, items }: GuideDraft): Named => ({
  tokens: each(
    [...JSON.stringify([steps, tasks, launcher, items]).matchAll(token)].map(
      ([, name = '']) => name,
    ),
  ),
  milestones: each(tasks.map(({ milestone }) => milestone).filter((id) => id !== '')),
})

const pick = (a: Named, b: Named, isIn: boolean): Named => ({
  tokens: a.tokens.filter((name) => b.tokens.includes(name) === isIn),
  milestones: a.milestones.filter((id) => b.milestones.includes(id) === isIn),
})

/** What is in the one and in the other. */
export const both = (a: Named, b: Named): Named => pick(a, b, true)

/** What is in the first one only. */
export const without = (a: Named, b: Named): Named => pick(a, b, false)

export const together = (a: Named, b: Named): Named => ({
  tokens: [...a.tokens, ...b.tokens],
  milestones: [...a.milestones, ...b.milestones],
})

export const isNothing = ({ tokens, milestones }: Named): boolean =>
  tokens.length + milestones.length === 0

const list = new Intl.ListFormat('en')

/** `email, role, and the milestone code-installed` */
export const sayNamed = ({ tokens, milestones }: Named): string =>
  list.format([...tokens, ...milestones.map((id) => `the milestone ${id}`)])

import type { AccountsList } from '@waymark/schemas/api/accounts'
import type { PeopleList } from '@waymark/schemas/api/people'
import type { ComponentChildren } from 'preact'
import { shortId, subjectHref } from '../words/subject.ts'
import { rank } from './rank.ts'

export interface PaletteOption {
  readonly id: string
  readonly label: string
  readonly end?: string
  readonly icon?: ComponentChildren
  readonly run: () => void
}

/** The fixed options that answer what was typed, best first. */
export const ranked = (
  typed: string,
  options: readonly PaletteOption[],
): readonly PaletteOption[] =>
  options
    .map((option) => ({ option, score: rank(typed, option.label) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ option }) => option)

interface Found {
  readonly people: PeopleList | undefined
  readonly accounts: AccountsList | undefined
  readonly route: (path: string) => void
}

const most = 5

/** People and accounts that the server found. */
export const foundOptions = ({ people, accounts, route }: Found): readonly PaletteOption[] => [
  ...(accounts?.accounts ?? []).slice(0, most).map((account) => ({
    id: account.subject,
    label: account.name ?? account.id,
    end: 'Account',
    run: () => route(subjectHref(account.subject)),
  })),
  ...(people?.people ?? []).slice(0, most).map((person) => ({
    id: person.subject,
    label: person.name ?? person.email ?? shortId(person.id),
    end: person.email ?? 'Person',
    run: () => route(subjectHref(person.subject)),
  })),
]

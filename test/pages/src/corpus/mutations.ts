import type { Variant } from '../pages/variant.ts'
import type { MarkupChange } from './markup-changes.ts'

/** What became of the page since its targets were recorded, and which element each of them means now. */
export interface Mutation {
  readonly name: string
  /** How the library draws the app now. */
  readonly variant?: Partial<Variant>
  /** What happened to its markup besides: a build, another version of the library, a colleague. */
  readonly markup?: readonly MarkupChange[]
  /** The element by its mark, or `none`; itself where absent. */
  readonly means?: (mark: string) => string
  /** Where nothing but chance could tell the element from its double, showing nothing is right too. */
  readonly mayRefuse?: boolean
  /** The dialog is open, and the targets are in it. */
  readonly inDialog?: boolean
  /** The targets were recorded in two languages. */
  readonly bilingual?: boolean
}

const none = (): string => 'none'

/** Marks that stand in the usual page. The rows' buttons are all alike: nothing can tell one from another. */
export const marks = [
  ...['products', 'people', 'settings', 'inbox', 'search', 'filter', 'new', 'import', 'more'],
  ...['invite', 'overview', 'billing', 'members', 'name', 'plan', 'updates', 'save', 'plans'],
] as const

export const dialogMarks = ['email', 'send', 'cancel'] as const

const gone = (...without: readonly string[]): Mutation => ({
  name: `without ${without.join(', ')}`,
  variant: { without },
  means: (mark) => (without.includes(mark) ? 'none' : mark),
})

export const mutations: readonly Mutation[] = [
  { name: 'nothing changed' },
  { name: 'drawn anew by the framework', variant: {} },
  { name: 'another look of every part', variant: { look: 'other' } },
  { name: 'everything the other way round', variant: { reversed: true } },
  { name: 'twice as many rows', variant: { rows: 6 } },
  { name: 'new names for all classes', markup: ['hashed-classes'] },
  { name: 'no classes at all', markup: ['no-classes'] },
  { name: 'new ids from the machine', markup: ['new-ids'] },
  { name: 'wrapped in more boxes', markup: ['wrapped'] },
  { name: 'boxes taken out', markup: ['unwrapped'] },
  { name: 'other elements of the same role', markup: ['other-tags'] },
  { name: 'links in place of buttons', markup: ['links-for-buttons'] },
  { name: 'moved to another part of the page', markup: ['moved'] },
  { name: 'landmarks renamed', markup: ['renamed-landmarks'] },
  { name: 'icons put before every word', markup: ['icons'] },
  { name: 'words in spans of their own', markup: ['spans'] },
  { name: 'written in capitals', markup: ['capitals'] },
  { name: 'a hidden copy for small screens', markup: ['hidden-copy'] },
  { name: 'drawn in a shadow root', markup: ['shadow'] },
  { name: 'drawn in a frame of the same site', markup: ['framed'] },
  { name: 'replaced by something similar', markup: ['replaced'], means: none },
  { name: 'a hint after every word', markup: ['hints'] },
  {
    name: 'look, order, classes and ids at once',
    variant: { look: 'other', reversed: true },
    markup: ['hashed-classes', 'new-ids', 'wrapped'],
  },
  { name: 'translated, recorded in both languages', variant: { words: 'german' }, bilingual: true },
  { name: 'reworded', variant: { words: 'reworded' } },
  { name: 'others of nearly the same name beside', variant: { decoys: true } },
  {
    name: 'only others of nearly the same name are left',
    variant: { decoys: true, without: marks },
    means: none,
  },
  { name: 'all gone', variant: { without: marks }, means: none },
  gone('new'),
  gone('import', 'billing'),
  gone('people', 'filter', 'save'),
  { name: 'the whole page twice', markup: ['seen-copy'], mayRefuse: true },
  { name: 'in a dialog: drawn anew', inDialog: true },
  {
    name: 'in a dialog: another look, classes and ids',
    inDialog: true,
    variant: { look: 'other' },
    markup: ['hashed-classes', 'new-ids'],
  },
  {
    name: 'in a dialog: gone',
    inDialog: true,
    variant: { without: ['send'] },
    means: (mark) => (mark === 'send' ? 'none' : mark),
  },
  { name: 'in a dialog that is closed', inDialog: true, variant: { open: false }, means: none },
  { name: 'in a dialog: namesakes in the page', inDialog: true, markup: ['namesakes'] },
  {
    name: 'in a dialog that is closed: namesakes in the page',
    ...{ inDialog: true, variant: { open: false }, markup: ['namesakes'], means: none },
  },
  {
    name: 'the labels of neighbours exchanged',
    markup: ['exchanged'],
    means: (mark) => exchanged[mark] ?? mark,
  },
]

/** The element whose label is the recorded one now. */
const exchanged: { readonly [mark: string]: string } = {
  ...{ new: 'import', import: 'new' },
  ...{ overview: 'billing', billing: 'overview' },
}

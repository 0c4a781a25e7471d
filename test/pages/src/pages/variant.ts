/** How the page looks today: the same app, as its team, its translators and its experiments change it. */
export interface Variant {
  readonly words: 'plain' | 'reworded' | 'german'
  /** Buttons, links and tabs stand the other way round. */
  readonly reversed: boolean
  readonly rows: number
  /** What is gone, by its mark. */
  readonly without: readonly string[]
  /** Others of nearly the same name stand elsewhere. */
  readonly decoys: boolean
  /** Another size and colour of everything, as in an experiment. */
  readonly look: 'usual' | 'other'
  /** Is the dialog open from the start? */
  readonly open: boolean
}

export const usual: Variant = {
  words: 'plain',
  reversed: false,
  rows: 3,
  without: [],
  decoys: false,
  look: 'usual',
  open: false,
}

type Words = readonly [plain: string, reworded: string, german: string]

const words = {
  products: ['Products', 'Catalogue', 'Produkte'],
  people: ['People', 'Team members', 'Personen'],
  settings: ['Settings', 'Preferences', 'Einstellungen'],
  inbox: ['Inbox (3)', 'Inbox (12)', 'Posteingang (3)'],
  new: ['New product', 'Create product', 'Neues Produkt'],
  import: ['Import', 'Bring in', 'Importieren'],
  filter: ['Filter', 'Narrow down', 'Filtern'],
  search: ['Search products', 'Find products', 'Produkte suchen'],
  overview: ['Overview', 'At a glance', 'Übersicht'],
  billing: ['Billing', 'Payments', 'Abrechnung'],
  members: ['Members', 'Colleagues', 'Mitglieder'],
  name: ['Product name', 'Name of the product', 'Produktname'],
  plan: ['Plan', 'Tariff', 'Tarif'],
  updates: ['Send updates', 'Mail me updates', 'Neuigkeiten schicken'],
  save: ['Save changes', 'Save my changes', 'Änderungen speichern'],
  invite: ['Invite people', 'Add people', 'Personen einladen'],
  more: ['More actions', 'Further actions', 'Weitere Aktionen'],
  plans: ['See all plans', 'Compare all plans', 'Alle Tarife ansehen'],
  edit: ['Edit', 'Change', 'Bearbeiten'],
  archive: ['Archive', 'Put away', 'Archivieren'],
  duplicate: ['Duplicate', 'Copy', 'Duplizieren'],
  email: ['E-mail', 'Mail address', 'E-Mail'],
  send: ['Send invite', 'Send it', 'Einladung senden'],
  cancel: ['Cancel', 'Never mind', 'Abbrechen'],
} satisfies { readonly [key: string]: Words }

export type Word = keyof typeof words

/** What a page needs to draw a variant of itself. */
export interface Draft extends Variant {
  say(word: Word): string
  has(mark: string): boolean
  /** In the order of today. */
  order<T>(items: readonly T[]): readonly T[]
  readonly rowNames: readonly string[]
}

const rowNames = ['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon', 'Zeta', 'Eta', 'Theta']

export const draftOf = (variant: Variant): Draft => {
  const column = { plain: 0, reworded: 1, german: 2 } as const
  return {
    ...variant,
    say: (word) => words[word][column[variant.words]],
    has: (mark) => !variant.without.includes(mark),
    order: (items) => (variant.reversed ? items.toReversed() : items),
    rowNames: rowNames.slice(0, variant.rows),
  }
}

/** A page made of one library: draws itself into the element, from nothing each time. */
export interface LibraryPage {
  readonly library: string
  /** A promise where the library draws in several goes. */
  draw(root: HTMLElement, draft: Draft): void | Promise<void>
}

import type { ListedGuide } from '../guide-contract.ts'

interface Listed {
  readonly guide: string
  readonly state: ListedGuide['state'] | 'unknown'
}

const ranks: { readonly [state in Listed['state']]: number } = {
  ...{ shown: 0, armed: 1, waiting: 2 },
  ...{ done: 3, unknown: 3 },
}

/** What is shown, what would be, what waits for another page, and what is not; each by name. */
export const inOrder = <G extends Listed>(guides: readonly G[]): readonly G[] =>
  [...guides].sort((a, b) => ranks[a.state] - ranks[b.state] || a.guide.localeCompare(b.guide))

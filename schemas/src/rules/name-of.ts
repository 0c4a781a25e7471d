/** Kinds of definitions that are told of by their names. */
type Called =
  | 'milestone'
  | 'pql'
  | 'segment'
  | 'score'
  | 'flow'
  | 'feature'
  | 'guide'
  | 'engagement'
  | 'email'
  | 'endpoint'

/** What people call a definition; its id where it has no name. */
export type NameOf = (kind: Called, id: string) => string

/** For who knows no names. */
export const byId: NameOf = (_, id) => id

/** What a look at one thing found. */
export interface Finding {
  readonly about: string
  readonly status: 'ok' | 'note' | 'warning' | 'problem'
  /** What was found, in a sentence. */
  readonly says: string
  /** What to do about it. */
  readonly wayOut?: string
}

type Rest = Omit<Finding, 'status' | 'about'>

export const ok = (about: string, says: string): Finding => ({ about, status: 'ok', says })

/** Nothing is wrong, and something does not go that somebody may count on. */
export const note = (about: string, says: string, wayOut: string): Finding => ({
  about,
  status: 'note',
  ...({ says, wayOut } satisfies Rest),
})

export const warning = (about: string, says: string, wayOut: string): Finding => ({
  about,
  status: 'warning',
  ...({ says, wayOut } satisfies Rest),
})

export const problem = (about: string, says: string, wayOut: string): Finding => ({
  about,
  status: 'problem',
  ...({ says, wayOut } satisfies Rest),
})

/** Where a lead or a task stands: whose it is, and whether it is closed. */
export interface WorkNow {
  readonly by?: string | undefined
  /** Who said what became of it. */
  readonly closedBy?: string | undefined
  readonly isClosed: boolean
}

/** What somebody wants to do about it. `own`: they may give back only what is theirs, and open again only that or what they closed. */
export interface WorkWish {
  readonly deed: 'claim' | 'release' | 'snooze' | 'close' | 'reopen'
  readonly by: string
  readonly own?: boolean | undefined
}

export type WorkFault =
  | 'closed'
  | 'not_closed'
  | 'claimed'
  | 'not_claimed'
  | 'not_yours'
  | 'not_yours_to_open'

/**
 * Why a deed changes nothing; `undefined` where it does. The same for leads and for tasks, for whoever asks as for the fold, which
 * has the last word: of two who claim something the first has it.
 */
export const workFault = (
  now: WorkNow,
  { deed, by, own = false }: WorkWish,
): WorkFault | undefined => {
  if (deed === 'reopen') {
    if (!now.isClosed) return 'not_closed'
    return own && now.by !== by && now.closedBy !== by ? 'not_yours_to_open' : undefined
  }
  if (now.isClosed) return 'closed'
  if (deed === 'claim') return now.by === undefined ? undefined : 'claimed'
  if (deed !== 'release') return undefined
  if (now.by === undefined) return 'not_claimed'
  return own && now.by !== by ? 'not_yours' : undefined
}

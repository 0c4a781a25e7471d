/** Where a lead or a task stands: whose it is, and whether it is closed. */
export interface WorkNow {
  readonly by?: string | undefined
  readonly isClosed: boolean
}

/** What somebody wants to do about it. `own`: they may give back only what is theirs. */
export interface WorkWish {
  readonly deed: 'claim' | 'release' | 'snooze' | 'close' | 'reopen'
  readonly by: string
  readonly own?: boolean | undefined
}

export type WorkFault = 'closed' | 'not_closed' | 'claimed' | 'not_claimed' | 'not_yours'

/**
 * Why a deed changes nothing; `undefined` where it does. The same for leads and for tasks, for whoever asks as for the fold, which
 * has the last word: of two who claim something the first has it.
 */
export const workFault = (
  now: WorkNow,
  { deed, by, own = false }: WorkWish,
): WorkFault | undefined => {
  if (deed === 'reopen') return now.isClosed ? undefined : 'not_closed'
  if (now.isClosed) return 'closed'
  if (deed === 'claim') return now.by === undefined ? undefined : 'claimed'
  if (deed !== 'release') return undefined
  if (now.by === undefined) return 'not_claimed'
  return own && now.by !== by ? 'not_yours' : undefined
}

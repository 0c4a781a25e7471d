import type { Lead, LeadAction, LeadList } from '@waymark/schemas'

export type LeadView = keyof LeadList['counts']

/** What a human did to a lead. */
export type Deed = Pick<LeadAction, 'do' | 'until' | 'outcome' | 'note'>

interface Doing {
  /** Who did it, as the server will call them. */
  readonly by: string
  readonly at: number
}

/** A lead as it will be when the server has folded what was done. */
export const afterwards = (lead: Lead, deed: Deed, { by, at }: Doing): Lead => {
  const { owner, claimedAt, snoozedUntil, outcome, outcomeNote, outcomeAt, ...rest } = lead
  const claimed = {
    ...(owner === undefined ? {} : { owner }),
    ...(claimedAt === undefined ? {} : { claimedAt }),
  }
  switch (deed.do) {
    case 'claim':
      return { ...rest, owner: by, claimedAt: at }
    case 'release':
      return { ...rest, ...(snoozedUntil === undefined ? {} : { snoozedUntil }) }
    case 'snooze':
      return {
        ...rest,
        ...claimed,
        ...(deed.until === undefined ? {} : { snoozedUntil: deed.until }),
      }
    case 'wake':
      return { ...rest, ...claimed }
    case 'outcome':
      return {
        ...rest,
        ...claimed,
        ...(deed.outcome ? { outcome: deed.outcome, outcomeAt: at } : {}),
        ...(deed.note ? { outcomeNote: deed.note } : {}),
      }
  }
}

/** In which views a lead is shown, as the server decides it. */
export const viewsOf = (
  lead: Lead,
  { now, me }: { readonly now: number; readonly me: string },
): readonly LeadView[] => {
  if (lead.outcome !== undefined || !lead.is) return ['done']
  if ((lead.snoozedUntil ?? 0) > now) return ['snoozed']
  return lead.owner === me ? ['open', 'mine'] : ['open']
}

/** Something done that the server's answers may not show yet. */
export interface PendingDeed extends Doing {
  /** The lead before. */
  readonly lead: Lead
  readonly deed: Deed
}

export const isSameLead = (a: Pick<Lead, 'subject' | 'pql'>, b: typeof a): boolean =>
  a.subject === b.subject && a.pql === b.pql

const place = (
  list: LeadList,
  { lead, views }: { readonly lead: Lead; readonly views: readonly LeadView[] },
  view: LeadView,
): LeadList => {
  const others = list.leads.filter((one) => !isSameLead(one, lead))
  const was = others.length < list.leads.length
  const is = views.includes(view)
  if (!was && !is) return list
  const leads = is ? [...others, lead].sort((a, b) => b.since - a.since) : others
  const to = views.find((one) => one !== 'mine')
  const counts = {
    ...list.counts,
    [view]: Math.max(0, list.counts[view] + leads.length - list.leads.length),
    ...(was && !is && to ? { [to]: list.counts[to] + 1 } : {}),
  }
  return { ...list, leads, counts }
}

/** A list as it will be: a lead that was snoozed or closed leaves at once, one that was woken is back at once. */
export const withPending = (
  list: LeadList,
  pending: readonly PendingDeed[],
  at: { readonly view: LeadView; readonly now: number; readonly me: string },
): LeadList =>
  pending.reduce((before, one) => {
    const lead = afterwards(one.lead, one.deed, one)
    return place(before, { lead, views: viewsOf(lead, at) }, at.view)
  }, list)

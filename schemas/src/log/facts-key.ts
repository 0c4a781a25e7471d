import type { SubjectKey } from './subject.ts'

/** Whose events a record on `facts` holds, and which owner of the partition accepted them. */
export interface FactsKey {
  /** The offset of the owner's take-over mark in `state`. */
  readonly epoch: number
  /** Empty in the first record of an owner: it says that this one has taken over, and holds nothing. */
  readonly subject: SubjectKey
}

/** The key of a record on `facts`. */
export const factsKey = ({ epoch, subject }: FactsKey): string => `~e${epoch}/${subject}`

/** Of a record from before keys said the epoch, whose key is the subject, that is before all others. */
const beforeEpochs = -1

export const parseFactsKey = (key: string): FactsKey => {
  const [whole, epoch] = /^~e(\d+)\//.exec(key) ?? []
  return whole === undefined
    ? { epoch: beforeEpochs, subject: key }
    : { epoch: Number(epoch), subject: key.slice(whole.length) }
}

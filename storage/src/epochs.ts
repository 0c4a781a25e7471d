/** The epochs of the owners that wrote to partitions, as far as they were read, those of a partition in order. */
export interface Epochs {
  /** Notes that an owner of this epoch has written here, and says whether that counts: after a newer one it does not. */
  readonly counts: (partition: number, epoch: number) => boolean
  /** The epoch in force behind what was read, as far as that tells. */
  readonly of: (partition: number) => number | undefined
}

/** `known`: the epoch in force where the reading of a partition begins; see `epochsAt`. */
export type KnownEpoch = (partition: number) => number | undefined

export const createEpochs = (known: KnownEpoch = () => undefined): Epochs => {
  const newest = new Map<number, number>()
  const of = (partition: number): number | undefined => newest.get(partition) ?? known(partition)
  return {
    of,
    counts: (partition, epoch) => {
      const before = of(partition) ?? Number.NEGATIVE_INFINITY
      if (epoch > before) newest.set(partition, epoch)
      return !(epoch < before)
    },
  }
}

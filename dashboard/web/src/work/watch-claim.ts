import { effect } from '@preact/signals'
import { queries } from '../api/queries.ts'
import { heldForMs } from './pending-deeds.ts'

/** Where live messages do not come through, the list is asked again after this long. */
const lookAgainMs = 3000

export interface ClaimWatch<List> {
  /** The list that what was claimed is in as soon as the claim is folded. */
  readonly path: string
  /** Whose it is by that list. */
  readonly ownerIn: (list: List) => string | undefined
  /** Whose it is by now, by the first list that tells. */
  readonly onOwner: (owner: string) => void
}

/** A claim counts unless somebody else was first: that is known once the list says whose it is. */
export const watchClaim = <List>({ path, ownerIn, onOwner }: ClaimWatch<List>): void => {
  const answer = queries.use<List>(path)
  const timers = [1, 2].map((nth) => setTimeout(() => queries.refresh(path), nth * lookAgainMs))
  const end = (): void => {
    for (const timer of timers) clearTimeout(timer)
    stop()
    queries.release(path)
  }
  timers.push(setTimeout(end, heldForMs))
  let told = false
  const stop = effect(() => {
    const { data } = answer.value
    const owner = data === undefined ? undefined : ownerIn(data)
    if (owner === undefined || told) return
    told = true
    // An effect cannot end itself while it runs for the first time.
    queueMicrotask(() => {
      end()
      onOwner(owner)
    })
  })
}

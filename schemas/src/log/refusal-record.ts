/** A request that ingest refused lately: the Setup page shows it, so that nobody waits in the dark. */
export interface Refusal {
  readonly at: number
  readonly code: string
  readonly message: string
  readonly origin?: string
  readonly path: string
}

/**
 * What lies in `refusals`, as JSON: some of what a process that takes requests refused since it last told, oldest first. Whoever knows
 * no key can make it refuse, so it tells of so many a second and no more; its figures count them all.
 */
export interface RefusalRecord {
  readonly refusals: readonly ToldRefusal[]
}

export interface ToldRefusal extends Refusal {
  /** Of the key's; absent where nobody knows the key. */
  readonly env?: string
}

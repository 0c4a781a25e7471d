/** Definitions that read each other in a circle, by name. */
export declare class CycleError extends Error {
  readonly cycle: readonly string[]
  constructor(cycle: readonly string[])
}
/**
 * The names in an order in which each comes after all that it reads; among equals the given order stays.
 * @throws CycleError
 */
export declare const inOrder: (
  names: readonly string[],
  reads: (name: string) => readonly string[],
) => readonly string[]

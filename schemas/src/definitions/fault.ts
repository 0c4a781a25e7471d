/** What is wrong with a definition that each of its fields would allow. */
export interface Fault {
  readonly path: readonly (string | number)[]
  readonly message: string
}

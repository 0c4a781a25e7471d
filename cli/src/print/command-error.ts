/** Why a command cannot go on, and the way out, in a sentence for the person at the terminal. */
export class CommandError extends Error {
  readonly status: 1 | 2

  /** `status` 2 where the command was called wrongly. */
  constructor(message: string, status: 1 | 2 = 1) {
    super(message)
    this.name = 'CommandError'
    this.status = status
  }
}

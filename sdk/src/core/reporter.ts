/** Where it went wrong; each is reported once a page. */
export type ErrorKind = string

export interface Reporter {
  /** Never throws; the second of a kind is not told. */
  report(kind: ErrorKind, error: unknown): void
  /** The same function, but it never throws: the host page must not feel our mistakes. */
  safe<A extends readonly unknown[]>(
    kind: ErrorKind,
    fn: (...args: A) => void,
  ): (...args: A) => void
}

/** @param send records `$sdk_error` */
export const createReporter = (send: (kind: ErrorKind, message: string) => void): Reporter => {
  const told = new Set<ErrorKind>()
  const report = (kind: ErrorKind, error: unknown) => {
    try {
      if (told.has(kind)) return
      told.add(kind)
      send(kind, String(error))
    } catch {
      // Recording is what failed; there is nobody left to tell.
    }
  }
  return {
    report,
    safe:
      (kind, fn) =>
      (...args) => {
        try {
          fn(...args)
        } catch (error) {
          report(kind, error)
        }
      },
  }
}

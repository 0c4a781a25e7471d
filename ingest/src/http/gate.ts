/** Gives back what a request held of the room that ingest has. A second call does nothing. */
type Release = () => void

/** Bounds what is in flight, so that overload is refused early instead of ending in no memory. */
export interface Gate {
  /** Room for a request and its bytes; `undefined` where there is none. */
  readonly enter: (bytes: number) => Release | undefined
  /** Room for more bytes of a request that has entered. */
  readonly grow: (bytes: number) => Release | undefined
  readonly requests: () => number
}

export interface GateConfig {
  readonly maxRequests: number
  readonly maxBytes: number
}

export const createGate = ({ maxRequests, maxBytes }: GateConfig): Gate => {
  let requests = 0
  let bytes = 0
  const hold = (wanted: number, count: number): Release | undefined => {
    if (requests + count > maxRequests || bytes + wanted > maxBytes) return undefined
    let held = true
    requests += count
    bytes += wanted
    return () => {
      if (!held) return
      held = false
      requests -= count
      bytes -= wanted
    }
  }
  return {
    enter: (wanted) => hold(wanted, 1),
    grow: (wanted) => hold(wanted, 0),
    requests: () => requests,
  }
}

/** Gives back what a request held of the room that ingest has. A second call does nothing. */
type Release = () => void

/** Bounds what is in flight, so that overload is refused early instead of ending in no memory. */
export interface Gate {
  /** `undefined` where there is no room. */
  readonly enter: (bytes: number) => Release | undefined
  readonly requests: () => number
}

export interface GateConfig {
  readonly maxRequests: number
  readonly maxBytes: number
}

export const createGate = ({ maxRequests, maxBytes }: GateConfig): Gate => {
  let requests = 0
  let bytes = 0
  return {
    enter: (wanted) => {
      if (requests >= maxRequests || bytes + wanted > maxBytes) return undefined
      let held = true
      requests++
      bytes += wanted
      return () => {
        if (!held) return
        held = false
        requests--
        bytes -= wanted
      }
    },
    requests: () => requests,
  }
}

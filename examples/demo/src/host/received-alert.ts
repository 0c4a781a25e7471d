/** What the receiver keeps of a delivery, and what the SDR's page shows. */
export interface ReceivedAlert {
  readonly id: string
  readonly via: 'webhook' | 'slack'
  /** ms since 1970. */
  readonly receivedAt: number
  /** The body as it came, parsed. */
  readonly body: unknown
}

/** Most alerts that are kept: this is a demo's memory, not a store. */
const kept = 50

export interface AlertShelf {
  /** False where this id was there before: the sender tried again. */
  readonly add: (alert: ReceivedAlert) => boolean
  readonly all: () => readonly ReceivedAlert[]
  /** Calls back for each new one; returns what ends it. */
  readonly follow: (fn: (alert: ReceivedAlert) => void) => () => void
}

export const createAlertShelf = (): AlertShelf => {
  let alerts: readonly ReceivedAlert[] = []
  const followers = new Set<(alert: ReceivedAlert) => void>()
  return {
    add: (alert) => {
      if (alerts.some(({ id }) => id === alert.id)) return false
      alerts = [alert, ...alerts].slice(0, kept)
      for (const follower of followers) follower(alert)
      return true
    },
    all: () => alerts,
    follow: (fn) => {
      followers.add(fn)
      return () => followers.delete(fn)
    },
  }
}

/** What the tests read of the API's answers. */
export interface People {
  readonly identified: number
  readonly people: readonly { readonly lastSeen: number }[]
}

export interface Accounts {
  readonly matching: number
}

export interface Leads {
  readonly counts: { readonly open: number; readonly done: number }
  readonly leads: readonly { readonly id: string; readonly outcome?: string }[]
}

export interface Alerts {
  readonly endpoints: readonly { readonly id: string }[]
  readonly deliveries: readonly { readonly endpoint: string; readonly status: string }[]
}

export interface Timeline {
  readonly before?: number
  readonly items: readonly (
    | { readonly kind: 'event'; readonly event: { readonly type: string; readonly event: string } }
    | { readonly kind: 'transition' }
  )[]
}

export interface Results {
  readonly results: readonly {
    readonly id: string
    readonly reading: string
    readonly arms: readonly { readonly drawn: number }[]
  }[]
}

export interface Golden {
  readonly people: number
  readonly items: readonly { readonly strength: string }[]
}

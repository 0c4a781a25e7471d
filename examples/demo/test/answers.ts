/** What the tests read of the API's answers. */
export interface People {
  readonly identified: number
  readonly people: readonly {
    readonly subject: string
    readonly id: string
    readonly known: boolean
    readonly lastSeen: number
    readonly milestones: readonly string[]
  }[]
  readonly cursor?: string
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

export interface Survey {
  readonly shown: number
  readonly responses: number
  readonly whole: number
  readonly questions: readonly {
    readonly id: string
    readonly score?: { readonly value: number; readonly answers: number }
  }[]
}

export interface SurveyResponses {
  readonly responses: readonly {
    readonly answers: readonly { readonly question: string; readonly value: unknown }[]
  }[]
}

interface Did {
  readonly people: number
  readonly times: number
}

export interface Guides {
  readonly guides: readonly {
    readonly id: string
    readonly shown: Did
    readonly clicked: Did
    readonly dismissed: Did
    readonly completed: Did
  }[]
}

export interface Guide {
  readonly shown: Did
  readonly completed: Did
  readonly toComplete?: { readonly half: number }
  readonly steps: readonly { readonly id: string; readonly reached: number }[]
}

interface Told {
  readonly t: string
  readonly arm?: string
}

export interface Timeline {
  readonly before?: number
  readonly items: readonly (
    | { readonly kind: 'event'; readonly event: { readonly type: string; readonly event: string } }
    | { readonly kind: 'transition'; readonly transition: Told }
  )[]
}

export interface Results {
  readonly results: readonly {
    readonly id: string
    readonly reading: string
    readonly arms: readonly {
      readonly arm: 'treated' | 'engagement' | 'project'
      readonly drawn: number
      readonly people: number
      readonly reached: number
    }[]
    readonly leftOut: { readonly both: number }
  }[]
}

export interface Golden {
  readonly people: number
  readonly items: readonly { readonly strength: string }[]
}

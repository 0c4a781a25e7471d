/** The body of Waymark's webhook, as far as this page reads it. */
export interface AlertMessage {
  readonly type: string
  readonly timestamp: string
  readonly data: {
    readonly name: string
    readonly pqlName: string
    readonly say?: string
    readonly members: number
    readonly traits: { readonly [name: string]: unknown }
    readonly reasons: readonly { readonly says: string; readonly is: boolean }[]
    readonly champion?: {
      readonly name?: string
      readonly email?: string
      readonly role?: string
      readonly events: number
    }
    readonly milestones: readonly {
      readonly id: string
      readonly name: string
      readonly reached?: number
    }[]
    readonly links: { readonly subject: string }
  }
}

interface SlackText {
  readonly type: 'plain_text' | 'mrkdwn'
  readonly text: string
}

export interface SlackMessage {
  readonly text: string
  readonly blocks: readonly (
    | { readonly type: 'header' | 'section'; readonly text: SlackText }
    | { readonly type: 'context'; readonly elements: readonly SlackText[] }
  )[]
}

interface Received {
  readonly id: string
  readonly receivedAt: number
}

export type ReceivedAlert =
  | (Received & { readonly via: 'webhook'; readonly body: AlertMessage })
  | (Received & { readonly via: 'slack'; readonly body: SlackMessage })

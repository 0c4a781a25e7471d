import type { JsonObject } from '../json.ts'

/** A text, or one per locale (`en`, `de-CH`); the fall-back is the first one given. May hold `{{tokens | with a fall-back}}`. */
export type LocalText = string | { readonly [locale: string]: string }

/** A piece of a paragraph. */
export interface TextRun {
  readonly text: LocalText
  readonly bold?: boolean
  readonly italic?: boolean
  readonly code?: boolean
  readonly link?: string
}

/** What a control of a guide does: a closed list; exactly one key. No code, ever. */
export type Action =
  | { readonly next: true }
  | { readonly back: true }
  | { readonly goto: string }
  | { readonly open: string; readonly in?: 'same' | 'new' }
  | { readonly dismiss: true }
  | { readonly snooze: string }
  | { readonly complete: true }
  | { readonly track: { readonly event: string; readonly properties?: JsonObject } }
  | { readonly start: string }
  | { readonly 'click-target': true }
  | { readonly call: string }

/**
 * Content of a guide: a typed tree; each node has exactly one key that names its kind.
 * A reader that meets a node it does not know skips the whole guide and reports it.
 */
export type ContentNode =
  | { readonly heading: LocalText }
  | { readonly text: LocalText | readonly TextRun[] }
  | {
      readonly image: {
        readonly src: string
        readonly alt: LocalText
        readonly width?: number
        readonly height?: number
      }
    }
  | { readonly button: ButtonContent }
  | { readonly link: { readonly label: LocalText; readonly url: string } }
  | { readonly list: readonly LocalText[]; readonly ordered?: boolean }

export interface ButtonContent {
  readonly label: LocalText
  readonly action: Action | readonly Action[]
  readonly look?: 'primary' | 'quiet'
}

/**
 * What was recorded of an element. Every field is a signal with a weight; the element with the best score wins, and a score
 * below the threshold is refused: a wrong element is worse than none.
 */
export interface Target {
  /** `data-wm`: put there by the author for this purpose. */
  readonly wm?: string
  readonly testid?: string
  readonly id?: string
  /** The `name` attribute of a form field. */
  readonly field?: string
  readonly role?: string
  /** Accessible name. */
  readonly name?: LocalText
  readonly text?: LocalText
  readonly tag?: string
  readonly href?: string
  readonly placeholder?: LocalText
  /** Landmarks and named groups around it, innermost first. */
  readonly within?: readonly { readonly role: string; readonly name?: LocalText }[]
  /** Classes that looked stable when recorded. */
  readonly classes?: readonly string[]
  /** Index among its siblings of the same tag, as recorded. */
  readonly nth?: number
  /** 0 to 1; the default is the SDK's. */
  readonly threshold?: number
}

export type Placement = `${'top' | 'right' | 'bottom' | 'left'}${'' | '-start' | '-end'}`

export interface GuideStep {
  readonly id?: string
  readonly content: readonly ContentNode[]
  /** The step's own target; the guide's where absent. */
  readonly target?: Target
  readonly placement?: Placement
  /** Dims the page around the target. */
  readonly spotlight?: boolean
  /** Goes on when the target is clicked, or when the event is tracked. */
  readonly advance?: { readonly click: true } | { readonly event: string }
}

export type GuideType = 'tooltip'

/** When and where in the page. Server-side audience rules never reach the browser; these do. */
export interface Trigger {
  /** Patterns over the path (`/products/*`) or the whole URL when they begin with a scheme; `*` matches within, `**` across `/`. */
  readonly url?: string | readonly string[]
  readonly 'not-url'?: string | readonly string[]
  readonly after?:
    | { readonly element: 'visible' | 'clicked' | 'gone' }
    | { readonly event: string }
    | { readonly delay: string }
    | { readonly scroll: number }
    | { readonly idle: string }
    | { readonly exit: true }
}

export interface Theme {
  readonly accent?: string
  readonly background?: string
  readonly text?: string
  readonly radius?: number
  readonly font?: string
  readonly mode?: 'light' | 'dark' | 'auto'
}

/** The immutable file `/sdk/content/<keyed-hash>.json`: one version of a guide, nothing personal in it. */
export interface GuideContent {
  readonly v: 1
  readonly guide: string
  readonly version: number
  readonly type: GuideType
  readonly target?: Target
  readonly steps: readonly GuideStep[]
  readonly theme?: Theme
}

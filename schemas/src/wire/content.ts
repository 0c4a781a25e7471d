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
  /** A trait of the person: a fixed value, or what they entered in the input or question of that id. */
  | { readonly 'set-trait': TraitToSet }
  | { readonly start: string }
  | { readonly 'click-target': true }
  | { readonly call: string }

export interface TraitToSet {
  readonly name: string
  readonly value?: string | number | boolean
  readonly from?: string
}

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
  | { readonly video: VideoContent }
  | { readonly input: InputContent }
  /** Side by side where there is room, else below each other. No columns within columns. */
  | { readonly columns: readonly (readonly ContentNode[])[] }
  /** How far the person is: in the steps of the guide, or what the author says. */
  | { readonly progress: 'steps' | ProgressContent }
  /** Of surveys, and of steps of a tour that are one. */
  | { readonly question: Question }

/** A file that the browser plays; never by itself. Pages of video services are links. */
export interface VideoContent {
  readonly src: string
  readonly title: LocalText
  readonly poster?: string
  readonly captions?: readonly { readonly src: string; readonly lang: string }[]
}

/** A field; what is entered goes with the next button, as an answer under its id. */
export interface InputContent {
  readonly id: string
  readonly label: LocalText
  readonly type?: 'text' | 'email' | 'number' | 'long'
  readonly placeholder?: LocalText
  readonly required?: boolean
}

export interface ProgressContent {
  readonly label: LocalText
  readonly value: number
  readonly max: number
}

/** One question of a survey. */
export interface Question {
  readonly id: string
  readonly ask: LocalText
  readonly type: 'nps' | 'ces' | 'csat' | 'rating' | 'single' | 'multiple' | 'text' | 'number'
  /** `single`, `multiple`: what can be chosen; the id is the answer. */
  readonly choices?: readonly { readonly id: string; readonly label: LocalText }[]
  /** Of a scale: what its ends mean. */
  readonly low?: LocalText
  readonly high?: LocalText
  readonly required?: boolean
}

/** What was answered, by the id of the input or question. */
export type Answers = { readonly [id: string]: string | number | readonly string[] }

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

/** What can be a step of a tour; each is also a guide by itself. */
export type StepKind = 'tooltip' | 'modal' | 'banner' | 'slideout' | 'survey'

export type GuideType =
  | StepKind
  | 'hotspot'
  | 'tour'
  | 'checklist'
  | 'feed'
  | 'resource-centre'
  | 'launcher'
  | 'paywall'

/** Where a modal, banner, slideout, survey, checklist or launcher stands. Left and right are those of the screen. */
export type Position =
  | 'center'
  | 'top'
  | 'bottom'
  | 'left'
  | 'right'
  | `${'top' | 'bottom'}-${'left' | 'right'}`

export type Corner = Extract<Position, `${string}-${string}`>

export interface GuideStep {
  readonly id?: string
  /** In a tour: what the step is; a tooltip where it has a target of its own, else a modal. */
  readonly kind?: StepKind
  readonly content: readonly ContentNode[]
  /** The step's own target; the guide's where absent. */
  readonly target?: Target
  readonly placement?: Placement
  readonly position?: Position
  /** Modals: dims the page, which then waits; `false` leaves it usable. */
  readonly backdrop?: boolean
  /** Banners: over the page, in its flow (pushing it), or in the target. */
  readonly layout?: 'over' | 'push' | 'inline'
  /** Dims the page around the target. */
  readonly spotlight?: boolean
  /** Goes on when the target is clicked, or when the event is tracked. */
  readonly advance?: { readonly click: true } | { readonly event: string }
  /** In a tour: where and when the step shows; anywhere and at once where absent. */
  readonly trigger?: Trigger
  /** Passed over when its target is not there after so long (`5s`). */
  readonly skip?: string
  /** Where `next` leads: the first branch that holds, else the following step. */
  readonly branch?: readonly Branch[]
  /** Of a feed, whose steps are its posts: the day (`2026-11-20`) or instant from which it is listed. */
  readonly date?: string
  /** Of a post: what a reader may answer it with. */
  readonly reactions?: readonly string[]
}

export interface Branch {
  readonly when:
    | { readonly url: string | readonly string[] }
    | { readonly visible: Target }
    | AnswerCondition
  /** Id of a step. */
  readonly goto: string
}

export interface AnswerCondition {
  /** Id of the input or question. */
  readonly answer: string
  readonly eq?: string | number
  readonly gte?: number
  readonly lte?: number
}

/** What stands on the target until it is opened. */
export interface Hotspot {
  /** A pulsing dot, a round button, or a word. */
  readonly look?: 'beacon' | 'icon' | 'badge'
  /** What a badge says; the accessible name of the others. */
  readonly label?: LocalText
  readonly corner?: 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right' | 'left' | 'right'
  /** Opens this guide in place of its own content. */
  readonly start?: string
}

/** The button that opens a feed, a resource centre or another guide: in a corner, or in the guide's target. */
export interface Launcher {
  /** What it says, and what it opens is called. */
  readonly label: LocalText
  /** With its label, the icon alone, or not there at all: something else opens it. */
  readonly look?: 'label' | 'icon' | 'none'
  readonly icon?: LauncherIcon
  readonly position?: Corner
  /** Of a guide of type `launcher`: the guide that it opens. */
  readonly start?: string
}

export type LauncherIcon = 'help' | 'bell' | 'star' | 'chat'

/** Something that a resource centre leads to. */
export interface CentreItem {
  readonly label: LocalText
  readonly text?: LocalText
  /** Items of one section stand together under its name. */
  readonly section?: LocalText
  readonly action: Action
}

/** A task of a checklist. It is done when the server says that its milestone is reached; nothing in the page can tick it. */
export interface Task {
  readonly milestone: string
  readonly label: LocalText
  readonly text?: LocalText
  /** What leads to it. */
  readonly action?: Action
}

/** When and where in the page. Server-side audience rules never reach the browser; these do. */
export interface Trigger {
  /** Patterns over the path (`/products/*`) or the whole URL when they begin with a scheme; `*` matches within, `**` across `/`. */
  readonly url?: string | readonly string[]
  readonly 'not-url'?: string | readonly string[]
  readonly after?:
    | { readonly element: 'visible' | 'clicked' | 'gone' }
    | { readonly event: string }
    | { readonly delay: string }
    /** So long on the page, with the tab in front. */
    | { readonly dwell: string }
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

/** What the brand gives to guides: a theme, and CSS for the parts of a guide, checked when it was saved. */
export interface Look extends Theme {
  readonly css?: string
}

/** The immutable file `/sdk/content/<keyed-hash>.json`: one version of a guide, nothing personal in it. */
export interface GuideContent {
  readonly v: 1
  readonly guide: string
  readonly version: number
  readonly type: GuideType
  readonly target?: Target
  readonly steps: readonly GuideStep[]
  readonly hotspot?: Hotspot
  readonly tasks?: readonly Task[]
  readonly launcher?: Launcher
  readonly items?: readonly CentreItem[]
  readonly theme?: Look
}

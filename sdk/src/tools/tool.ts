import type { Waymark } from '../api.ts'
import type { Kept } from '../core/kept.ts'
import type { GuideLink } from '../core/later/guides.ts'
import type { Messages } from '../core/later/messages.ts'
import type { Outbox } from '../core/outbox.ts'
import type { Settings } from '../core/settings.ts'

/** The running client, as the core hands it to a tool. */
export interface ToolLink extends GuideLink {
  readonly waymark: Waymark
  readonly settings: Settings
  readonly kept: Kept
  readonly messages: Messages
  readonly outbox: Outbox
}

/**
 * What the module of a tool exports: `src/debug-entry.ts`, `src/authoring-entry.ts`. `link.load()` is the guide chunk, whose
 * `startGuides` takes any link: one with other decisions, that records nothing, is a preview.
 */
export interface Tool {
  startTool(link: ToolLink): void
}

export type ToolName = 'debug' | 'authoring'

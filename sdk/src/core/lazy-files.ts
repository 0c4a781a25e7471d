import type { GuideEngine } from '../guide-contract.ts'
import type { ToolLink } from '../tools/tool.ts'
import { version } from '../version.ts'
import type { GuideLink } from './guides.ts'
import type { createLiveStream } from './later/live-stream.ts'

/** A file of this very build. */
export interface BuiltFile {
  readonly name: string
  readonly integrity: string
}

/** Without a name: the guide chunk. */
export type LoadFile = <M = GuidePart>(file?: BuiltFile) => Promise<M>

/** The guide chunk as the core loads it. */
export interface GuidePart {
  readonly version: string
  startGuides(link: GuideLink): GuideEngine
}

/** What the core does only once it is under way. */
export interface LaterPart {
  readonly version: string
  readonly createLiveStream: typeof createLiveStream
  startTools(link: ToolLink): void
}

/** How this build loads its lazy parts. */
export interface LazyFiles {
  readonly load: LoadFile
  readonly loadLater: () => Promise<LaterPart>
}

/** A lazy part of another release is not started. */
export const checkVersion = <P extends { readonly version: string }>(part: P): P => {
  if (part.version !== version) throw new Error(`${part.version}, not ${version}`)
  return part
}

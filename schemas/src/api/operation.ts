import type { JsonObject } from '../json.ts'
import type { SubjectKey } from '../log/subject.ts'

/** GET /api/state/:subject : the snapshot as the processor wrote it last. */
export interface StateAnswer {
  readonly subject: SubjectKey
  readonly version: number
  readonly state: JsonObject
}

/** GET /api/deadletters ; POST /api/deadletters/:offset/replay */
export interface DeadLetterItem {
  readonly offset: number
  readonly at: number
  readonly topic: string
  readonly key: string
  readonly reason: string
  readonly bytes: number
}

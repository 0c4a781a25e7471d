/** What a client hears. */
export interface Reply {
  readonly status: number
  /** Its content type. */
  readonly type: string
  readonly body: string
}

const json = 'application/json; charset=utf-8'

export const replyJson = (body: string, status = 200): Reply => ({ status, type: json, body })

/** A page of the customer's app in a window that was opened from here, and how it is reached. */
export interface Opened {
  /**
   * `silent`: no page has answered for a while. `cut`: the window is closed, or its page keeps no line to this one, also after it was
   * talked with. `code`: what is typed there brings it back.
   */
  readonly page: 'opening' | 'silent' | 'cut' | 'code' | 'there'
  /** While `page` is `code`. */
  readonly code: string | undefined
  /** It was asked for by a code: whether its window still has the tools cannot be seen from here. */
  readonly byCode: boolean
}

export const justOpened: Opened = { page: 'opening', code: undefined, byCode: false }

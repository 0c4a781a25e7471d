import { useSignal } from '@preact/signals'
import type { CssCheck } from '@waymark/schemas'
import { useEffect } from 'preact/hooks'
import { RequestFailed, request } from '../../api/request.ts'

/** What the server says of CSS that is being written. */
export type CssState =
  | { readonly t: 'checking' }
  | { readonly t: 'checked'; readonly css: string; readonly check: CssCheck }
  | { readonly t: 'failed'; readonly message: string }

const waitMs = 250
const nothing: CssState = { t: 'checked', css: '', check: { faults: [], doubts: [] } }

/** Asks once the author pauses; the answer is about the text as it is now, or there is none. */
export const useCssCheck = (css: string, isAllowed: boolean): CssState => {
  const state = useSignal<CssState>(nothing)
  useEffect(() => {
    if (!css.trim() || !isAllowed) {
      state.value = nothing
      return
    }
    state.value = { t: 'checking' }
    const gone = new AbortController()
    const ask = async (): Promise<void> => {
      try {
        const options = { method: 'POST', body: { css }, signal: gone.signal } as const
        const check = await request<CssCheck>('/api/brand/css', options)
        if (!gone.signal.aborted) state.value = { t: 'checked', css: css.trim(), check }
      } catch (error) {
        if (gone.signal.aborted) return
        if (!(error instanceof RequestFailed)) throw error
        state.value = { t: 'failed', message: error.message }
      }
    }
    const timer = setTimeout(() => void ask(), waitMs)
    return () => {
      clearTimeout(timer)
      gone.abort()
    }
  }, [css, isAllowed, state])
  return state.value
}

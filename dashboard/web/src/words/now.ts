import { signal } from '@preact/signals'

/** The clock that every relative time on screen reads; moves every 5 s while somebody looks. */
export const now = signal(Date.now())

const tick = (): void => {
  if (document.visibilityState === 'visible') now.value = Date.now()
}

/** Starts the clock. */
export const startClock = (): void => {
  setInterval(tick, 5000)
  document.addEventListener('visibilitychange', tick)
}

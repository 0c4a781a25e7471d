import { signal } from '@preact/signals'

/** The server said that nobody is signed in. */
export const signedOut = signal(false)

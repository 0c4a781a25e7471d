import { signal } from '@preact/signals'
import { keep, kept } from './kept.ts'

const chosen = signal(new URLSearchParams(location.search).get('env') ?? kept('env'))

/** The environment to look at: the address's, else the one looked at last, else the first. */
export const environmentOf = (known: readonly { readonly id: string }[]): string =>
  known.find((one) => one.id === chosen.value)?.id ?? known[0]?.id ?? ''

export const chooseEnvironment = (env: string): void => {
  chosen.value = env
  keep('env', env)
}

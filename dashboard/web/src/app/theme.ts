import { signal } from '@preact/signals'
import { keep, kept } from './kept.ts'

export type Theme = 'auto' | 'light' | 'dark'

const stored = kept('theme')

/** Light, dark, or what the system wants. */
export const theme = signal<Theme>(stored === 'light' || stored === 'dark' ? stored : 'auto')

export const setTheme = (next: Theme): void => {
  theme.value = next
  keep('theme', next === 'auto' ? undefined : next)
  if (next === 'auto') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next
}

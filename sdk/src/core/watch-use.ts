import type { JsonObject } from '@waymark/schemas'
import { bare } from './bare.ts'
import { captureUrl } from './capture-url.ts'
import { clickedControl } from './clicked-control.ts'
import type { Reporter } from './reporter.ts'
import type { Settings } from './settings.ts'
import { watchNavigation } from './watch-navigation.ts'

interface UseHandlers {
  clicked(control: JsonObject): void
  /** The URL changed without a load. */
  navigated(url: string): void
  /** And the page is another one: another path. */
  viewed(): void
}

/** Watches what is done in the page, until `signal` says stop. */
export const watchUse = (
  { clicks, urlRules }: Settings,
  { safe }: Reporter,
  { signal, ...handlers }: UseHandlers & { readonly signal: AbortSignal },
): void => {
  const onClick = safe('click', (event: MouseEvent) => {
    const control = clickedControl(event.composedPath(), urlRules)
    if (control) handlers.clicked(control)
  })
  if (clicks) document.addEventListener('click', onClick, bare({ capture: true, signal }))
  const pathOf = (url: string) => captureUrl(url, urlRules)?.path
  let lastPath = pathOf(location.href)
  watchNavigation(
    safe('navigation', (url: string) => {
      handlers.navigated(url)
      const path = pathOf(url)
      if (path === lastPath) return
      lastPath = path
      handlers.viewed()
    }),
    signal,
  )
}

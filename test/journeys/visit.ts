import type { Waymark as Sdk } from '@waymark/sdk'
import type { BrowserContext, Page } from 'playwright-core'

/** A tab on a page of the host app. */
export interface Visit {
  readonly page: Page
  /** What the browser complained about; a good page has nothing. */
  readonly problems: readonly string[]
  /** Calls the SDK as the app does: `call('track', 'Report Exported')`. */
  readonly call: (
    name: 'track' | 'page' | 'identify' | 'group' | 'reset',
    ...args: readonly unknown[]
  ) => Promise<void>
}

/** Opens a page in a new tab and listens for complaints from the start. */
export const visit = async (context: BrowserContext, url: string): Promise<Visit> => {
  const page = await context.newPage()
  const problems: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(error.message))
  await page.goto(url)
  return {
    page,
    problems,
    call: async (name, ...args) => {
      await page.evaluate(
        ([method, values]) => {
          const { waymark } = window as unknown as { readonly waymark: Sdk }
          const call = waymark[method] as (...given: readonly unknown[]) => void
          call(...values)
        },
        [name, args] as const,
      )
    },
  }
}

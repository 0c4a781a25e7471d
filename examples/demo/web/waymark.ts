/** What the two tags in the page's head bring. The demo uses it as any host app does. */
interface Waymark {
  track(event: string, properties?: { readonly [name: string]: string | number }): void
  identify(userId: string, traits: { readonly [name: string]: string }): void
  group(groupId: string, traits: { readonly [name: string]: string | number }): void
  reset(): void
}

declare global {
  interface Window {
    readonly waymark?: Waymark
  }
}

const nothing = (): void => undefined

/** Without the tags (blocked, offline) the app goes on as if nothing was. */
export const waymark = (): Waymark =>
  window.waymark ?? { track: nothing, identify: nothing, group: nothing, reset: nothing }

/** Small texts that outlive the page. None of it throws: where the browser refuses, nothing is kept. */
export interface BrowserStorage {
  read(): string | undefined
  write(text: string): void
  remove(): void
}

const year = 31_536_000

/** One item of localStorage, or of another storage, if any; reading the name of a forbidden one throws already. */
export const createLocalItem = (
  name: string,
  storage: () => Storage | undefined,
): BrowserStorage => ({
  read: () => attempt(() => storage()?.getItem(name) ?? undefined),
  write: (text) => attempt(() => storage()?.setItem(name, text)),
  remove: () => attempt(() => storage()?.removeItem(name)),
})

/** A cookie on the registrable domain, so that subdomains share it: the widest domain that the browser accepts. */
export const createDomainCookie = (name: string): BrowserStorage => {
  const probe = `${name}_probe`
  /** Answered by another process: not asked of the last, which is always there. */
  const accepts = (domain: string) => {
    setCookie(probe, '1', domain)
    const accepted = readCookie(probe) === '1'
    setCookie(probe, '', domain)
    return accepted
  }
  return {
    read: () => attempt(() => readCookie(name)),
    write: (text) =>
      attempt(() =>
        setCookie(name, text, domains().find((domain) => !domain || accepts(domain)) ?? ''),
      ),
    remove: () =>
      attempt(() => {
        for (const domain of domains()) setCookie(name, '', domain)
      }),
  }
}

/** From the widest (`;domain=example.com`) to the host alone. */
const domains = (): readonly string[] => {
  const parts = location.hostname.split('.')
  const named = /[a-z]/i.test(parts.at(-1) ?? '') && !location.hostname.includes(':')
  const wide = named
    ? parts.slice(0, -1).map((_, i) => `;domain=${parts.slice(-2 - i).join('.')}`)
    : []
  return [...wide, '']
}

const readCookie = (name: string): string | undefined =>
  document.cookie
    .split('; ')
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1) || undefined

/** An empty text removes it. */
const setCookie = (name: string, text: string, domain: string) => {
  const secure = location.protocol === 'https:' ? ';secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve.
  document.cookie = `${name}=${text};path=/;max-age=${text ? year : 0};samesite=lax${secure}${domain}`
}

const attempt = <T>(fn: () => T): T | undefined => {
  try {
    return fn()
  } catch {
    return undefined
  }
}

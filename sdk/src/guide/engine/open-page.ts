import type { GuideHost } from '../../guide-contract.ts'
import { isSafeUrl } from '../render/urls.ts'

/** By the page's own router where it has given one. */
export const openPage = (url: string, host: GuideHost): void => {
  if (isSafeUrl(url) && !host.navigate(url)) location.assign(url)
}

/** The address of this page, as its router would be given it; nothing in it leads to another site. */
export const pathNow = (): string =>
  location.href.slice(location.origin.length).replace(/^\/+/, '/')

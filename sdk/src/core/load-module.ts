/**
 * Loads a lazy file of exactly this build: preloaded with its integrity, imported only after the preload has
 * succeeded (an import after a failed one would go ahead unchecked). Creates no script element: a page's Trusted Types
 * may refuse those.
 */
export const loadModule = <M>(
  url: string,
  { integrity, nonce }: { readonly integrity: string; readonly nonce: string | undefined },
): Promise<M> =>
  new Promise((resolve, reject) => {
    const link = document.createElement('link')
    link.rel = 'modulepreload'
    link.crossOrigin = 'anonymous'
    link.integrity = integrity
    if (nonce) link.nonce = nonce
    link.href = url
    link.onload = () => {
      link.remove()
      resolve(import(url))
    }
    link.onerror = () => {
      link.remove()
      reject(new Error(`cannot load ${url}`))
    }
    document.head.append(link)
  })

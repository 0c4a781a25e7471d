import { useEffect, useState } from 'preact/hooks'

/** The address within the app, `/demo/…`, and how to go elsewhere without loading a page. */
export const usePath = (): readonly [path: string, go: (path: string) => void] => {
  const [path, setPath] = useState(location.pathname)
  useEffect(() => {
    const onPop = (): void => setPath(location.pathname)
    addEventListener('popstate', onPop)
    return () => removeEventListener('popstate', onPop)
  }, [])
  const go = (to: string): void => {
    if (to === location.pathname) return
    history.pushState(null, '', to)
    setPath(to)
    scrollTo(0, 0)
  }
  return [path, go]
}

import { useLocation } from 'preact-iso'

export type SetParam = (value: string, how?: 'push' | 'replace') => void

/** The address with one parameter changed; an empty value leaves it out. */
const withParam = (url: string, name: string, value: string): string => {
  const at = new URL(url, 'http://here')
  if (value === '') at.searchParams.delete(name)
  else at.searchParams.set(name, value)
  return at.pathname + at.search
}

/**
 * One part of a page's state, kept in the address, so that a link shows the same. `replace` while typing, `push` when
 * somebody chose.
 */
export const useParam = (name: string): readonly [string, SetParam] => {
  const { query, route } = useLocation()
  const set: SetParam = (value, how = 'push') => {
    const to = withParam(location.pathname + location.search, name, value)
    if (to !== location.pathname + location.search) route(to, how === 'replace')
  }
  return [query[name] ?? '', set]
}

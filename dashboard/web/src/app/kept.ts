/** Small choices that this browser keeps. A browser without storage forgets them. */
export const keep = (name: string, value: string | undefined): void => {
  try {
    if (value === undefined) localStorage.removeItem(`waymark-${name}`)
    else localStorage.setItem(`waymark-${name}`, value)
  } catch {
    // Storage is off or full: the choice lasts as long as the page.
  }
}

export const kept = (name: string): string | undefined => {
  try {
    return localStorage.getItem(`waymark-${name}`) ?? undefined
  } catch {
    return undefined
  }
}

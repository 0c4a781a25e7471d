/** Which file did not come and why, for whoever works on guides; visitors hear nothing of it. */
export const sayUnloaded = async (error: unknown): Promise<string> => {
  const [url] = /https?:\S+/.exec(String(error)) ?? []
  if (url === undefined) return String(error)
  return `${url.slice(url.lastIndexOf('/') + 1)} cannot be loaded: ${await whyNot(url)}`
}

const whyNot = async (url: string): Promise<string> => {
  try {
    const { ok, status } = await fetch(url, { credentials: 'omit', cache: 'no-store' })
    return ok
      ? 'it is there, but refused as a script, by this page’s policy, an extension, or as it is of another release'
      : `the server answers ${status}`
  } catch {
    return 'it is blocked, by this page’s policy, an extension or the network'
  }
}

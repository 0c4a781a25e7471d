/**
 * The inline half of the snippet: calls made before the SDK has arrived wait in `waymark.q`. Constant, so that its hash
 * can stand in a Content Security Policy; creates no element.
 */
const page = window as unknown as { waymark?: object }

if (!page.waymark) {
  // Read at every call: once the SDK has come, its own `q` runs what a kept stub function is given.
  const stub = { q: [] as unknown[], guides: {} as Record<string, unknown> } as Record<
    string,
    unknown
  > & {
    readonly q: unknown[]
    readonly guides: Record<string, unknown>
  }
  const later =
    (name: string) =>
    (...args: unknown[]) =>
      new Promise((done) => {
        stub.q.push([name, args, done])
      })
  for (const name of [
    'track',
    'page',
    'identify',
    'group',
    'reset',
    'alias',
    'consent',
    'on',
    'off',
    'stop',
  ]) {
    stub[name] = later(name)
  }
  for (const name of ['guides.show', 'guides.decide', 'guides.register']) {
    stub.guides[name.slice('guides.'.length)] = later(name)
  }
  stub.guides.list = () => []
  page.waymark = stub
}

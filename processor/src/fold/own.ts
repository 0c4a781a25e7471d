/** What a map holds under a name. Not what every object inherits: a definition may be called `constructor`. */
export const own = <T>(map: { readonly [name: string]: T }, name: string): T | undefined =>
  Object.hasOwn(map, name) ? map[name] : undefined

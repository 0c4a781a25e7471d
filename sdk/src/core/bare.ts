/** The same options without a prototype: what a page put on `Object.prototype` must not become an option of `fetch`. */
export const bare = <T extends object>(options: T): T => Object.assign(Object.create(null), options)

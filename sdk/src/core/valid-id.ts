/**
 * What ingest refuses as an id: it is what a missing value looks like once it has become a text, or it holds control
 * characters. One expression because every byte of the core counts; a test holds it against ingest's list.
 */
const noId =
  /^(email|unknown|true|none|nil|undefined|null|anonymous|((user|distinct)_?)?id|\[object object\]|-1?|[0-]{36}|false|not_authenticated|nan||0|guest|__proto__)$|\p{Cc}/iu

/** A usable id of a person or account as a text, or undefined. Numbers are texts to us. */
export const validId = (id: unknown): string | undefined => {
  if (typeof id !== 'string' && typeof id !== 'number') return undefined
  const text = String(id).trim()
  return noId.test(text) || text.length > 255 ? undefined : text
}

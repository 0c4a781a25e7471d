/** Where the numbers of a guide are. */
export const numbersHref = (id: string): string => `/definitions/guides/${encodeURIComponent(id)}`

/** A number or a UUID: it names one record among many whose pages look the same. */
const recordId = /^(\d+|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/i

/** The pattern of the page that a guide is written on: its path, in which ids of records are any. */
export const pageOf = (path: string): string =>
  path
    .split('/')
    .map((segment) => (recordId.test(segment) ? '*' : segment))
    .join('/')

/** Where the answers of a survey are. */
export const surveyHref = (id: string): string => `/surveys/${encodeURIComponent(id)}`

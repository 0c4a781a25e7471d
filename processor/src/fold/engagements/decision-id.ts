import { contentHash, type SubjectKey } from '@waymark/schemas'

/** The same decision has the same id however often it is folded: whose it is, of which message, the how-manieth. */
export const decisionId = (
  { s }: { readonly s: SubjectKey },
  message: string,
  nth: number,
): string => contentHash([s, message, nth])

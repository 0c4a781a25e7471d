import type { Action } from '../../wire/content.ts'

/** Does it lead from one step of a guide to another? */
export const walks = (action: Action): boolean =>
  'next' in action || 'back' in action || 'goto' in action

import type { CardListener } from '../kind.ts'
import { guard } from '../kit.ts'

/** What is chosen but not sent yet is there again after a reload; it is no answer before its button is pressed. */
export const keepChosen = (
  surface: HTMLElement,
  { more, onNote, onError }: CardListener,
): (() => void) => {
  const note = guard(() => {
    if (more) onNote(more.answersIn(surface))
  }, onError)
  surface.addEventListener('change', note)
  return () => surface.removeEventListener('change', note)
}

import type { CardListener, More } from '../../guide/kinds/kind.ts'

const nothing = (): void => {}

/** A card that is written in does nothing else. */
export const idleListener = (
  more: More | undefined,
  onMoved: () => void,
  onError: CardListener['onError'],
): CardListener => ({
  more,
  onActions: nothing,
  onClose: nothing,
  onAnswers: nothing,
  onOpened: nothing,
  onNote: nothing,
  onMoved,
  onError,
})

import { boxOf, guard, type Layer } from './kit.ts'

/** What stands in corners of the screen until somebody presses it. */
const buttons = '.over .launch,.over .pill'

/**
 * Buttons of guides that lie where this card stands (on a phone nearly everywhere, be it the very one that opened it) are out of
 * its way, above and below.
 *
 * @returns brings them back
 */
export const hideCovered = (
  { host, surface }: Layer,
  onError: (error: unknown) => void,
): (() => void) => {
  let covered: readonly HTMLElement[] = []
  const bringBack = (): void => {
    for (const button of covered) button.style.visibility = ''
    covered = []
  }
  const look = (): void => {
    bringBack()
    const card = surface.querySelector('.card')
    if (!card) return
    covered = [...document.querySelectorAll(host.localName)]
      .flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll<HTMLElement>(buttons) ?? [])])
      .filter((button) => overlaps(button, card))
    for (const button of covered) button.style.visibility = 'hidden'
  }
  const onResize = guard(look, onError)
  addEventListener('resize', onResize)
  look()
  return () => {
    removeEventListener('resize', onResize)
    bringBack()
  }
}

const overlaps = (button: Element, card: Element): boolean => {
  const [a, b] = [boxOf(button), boxOf(card)]
  return (
    a.left < b.left + b.width &&
    b.left < a.left + a.width &&
    a.top < b.top + b.height &&
    b.top < a.top + a.height
  )
}

import { ownTag } from '../../guide/engine/targets/sight.ts'

/** Where our own layers live: in the modal dialog that lets nothing outside of it live (a guide's in a preview, else the page's), else in the page. */
export const placeOnTop = (): Element => {
  const ofGuides = [...document.querySelectorAll(ownTag)].flatMap((host) => [
    ...(host.shadowRoot?.querySelectorAll('dialog:modal') ?? []),
  ])
  const modals = [...document.querySelectorAll('dialog:modal'), ...ofGuides]
  return modals.at(-1) ?? document.documentElement
}

import type { GuideContent } from '@waymark/schemas/wire/content'
import type { ComponentChild } from 'preact'
import type { StepView } from '../kind.ts'
import { actionsOf, asWritten, type Controls, textFor } from '../kit.ts'
import { plain } from './search.ts'

/** Where a link may lead; anything else is a button, whose action checks once more. */
const isLink = /^(https?:\/\/|mailto:|\/(?!\/))/i

type CentreItem = NonNullable<GuideContent['items']>[number]

export interface Section {
  readonly name: string
  readonly items: readonly CentreItem[]
}

/** What leads to a guide is there while this person may see that guide. */
export const sectionsOf = (view: StepView): readonly Section[] => {
  const sections = new Map<string, CentreItem[]>()
  for (const item of view.content.items ?? []) {
    const { action } = item
    if ('start' in action && !view.decisions.some(({ guide }) => guide === action.start)) continue
    const name = item.section === undefined ? '' : textFor(item.section, view)
    sections.set(name, [...(sections.get(name) ?? []), item])
  }
  return [...sections].map(([name, items]) => ({ name, items }))
}

export const drawSection = (
  { name, items }: Section,
  view: StepView,
  controls: Controls,
): ComponentChild => (
  <section key={name}>
    {name !== '' && <h3>{name}</h3>}
    <ul class="items">{items.map((item) => drawItem({ item, view, controls, section: name }))}</ul>
  </section>
)

const drawItem = ({
  item,
  section,
  view,
  controls,
}: {
  readonly item: CentreItem
  /** Its name: what is in it is found by that, too. */
  readonly section: string
  readonly view: StepView
  readonly controls: Controls
}): ComponentChild => {
  const label = textFor(item.label, view)
  const text = item.text === undefined ? '' : textFor(item.text, view)
  const does = controls.control(() =>
    controls.onActions(actionsOf(item.action), asWritten(item.label)),
  )
  const url = 'open' in item.action && isLink.test(item.action.open) ? item.action.open : undefined
  return (
    <li key={label} data-words={plain(`${label} ${text} ${section}`)}>
      {url === undefined ? (
        <button type="button" class="item" {...does}>
          {label}
        </button>
      ) : (
        <a class="item" href={url} rel="noopener" {...does}>
          {label}
        </a>
      )}
      {text !== '' && <p>{text}</p>}
    </li>
  )
}

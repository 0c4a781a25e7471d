import type { ContentNode, GuideStep } from '@waymark/schemas'
import { changeContent, changeNode, moved, put } from '../document/change.ts'
import { isWritable, nameOfNode, newNodes, readText, writeText } from '../document/nodes.ts'
import { textIn } from '../document/say-node.ts'
import { ActionFields } from './action-part.tsx'
import { IconButton, Select, TextField } from './controls.tsx'
import type { Part } from './part.ts'

interface NodeProps {
  readonly part: Part
  readonly node: ContentNode
  readonly at: number
}

const stroke = (part: Part, at: number, what: string): string => `${part.now.step} ${at} ${what}`

/** What of a node is not written in the card. */
const NodeFields = ({ part, node, at }: NodeProps) => {
  const { on, now, locale, change } = part
  const with_ = (next: ContentNode, what: string): void =>
    change(
      changeNode(now.step, at, () => next),
      stroke(part, at, what),
    )
  if ('button' in node) {
    const { button } = node
    return (
      <>
        <TextField
          on={on}
          label="Label"
          value={readText(button.label, locale)}
          enter={(text) =>
            with_({ button: { ...button, label: writeText(button.label, locale, text) } }, 'label')
          }
        />
        <ActionFields
          part={part}
          button={button}
          onChange={(next, what) => with_({ button: next }, what)}
        />
        <Select
          on={on}
          label="Look"
          value={button.look ?? 'primary'}
          options={[
            ['primary', 'Filled'],
            ['quiet', 'Quiet'],
          ]}
          choose={(look) =>
            with_({ button: put(button, 'look', look === 'quiet' ? look : undefined) }, 'look')
          }
        />
      </>
    )
  }
  if ('link' in node) {
    const { link } = node
    return (
      <TextField
        on={on}
        label="Leads to"
        value={link.url}
        enter={(url) => with_({ link: { ...link, url } }, 'url')}
      />
    )
  }
  if ('image' in node) {
    const { image } = node
    return (
      <TextField
        on={on}
        label="Said to who cannot see it"
        value={readText(image.alt, locale)}
        enter={(text) =>
          with_({ image: { ...image, alt: writeText(image.alt, locale, text) } }, 'alt')
        }
      />
    )
  }
  if (!isWritable(node)) {
    return <p class="small">This text has pieces in several languages. It is edited as a file.</p>
  }
  return (
    <p class="small">
      {nameOfNode(node) in newNodes ? 'Write it in the card.' : 'It is edited as a file.'}
    </p>
  )
}

const drawNodeRow = ({ part, node, at }: NodeProps) => {
  const { on, now, change, set } = part
  const { length } = now.guide.steps[now.step]?.content ?? []
  const isOpen = now.node === at
  const move = (to: number): void => {
    change(changeContent(now.step, (content) => moved(content, at, to)))
    set({ node: to })
  }
  const name = nameOfNode(node)
  return (
    <li class="row" data-open={isOpen ? 'yes' : 'no'}>
      <div class="row-head">
        <button
          type="button"
          class="row-name"
          aria-expanded={isOpen}
          {...on.press(() => set({ node: isOpen ? undefined : at }))}
        >
          <b>{name}</b> <span>{textIn(node, part.locale)}</span>
        </button>
        <IconButton
          on={on}
          icon="up"
          label={`Move ${name} up`}
          disabled={at === 0}
          do={() => move(at - 1)}
        />
        <IconButton
          on={on}
          icon="down"
          label={`Move ${name} down`}
          disabled={at === length - 1}
          do={() => move(at + 1)}
        />
        <IconButton
          on={on}
          icon="away"
          label={`Remove ${name}`}
          disabled={length === 1}
          do={() =>
            change(changeContent(now.step, (content) => content.filter((_, index) => index !== at)))
          }
        />
      </div>
      {isOpen && (
        <div class="stack row-body">
          <NodeFields part={part} node={node} at={at} />
        </div>
      )}
    </li>
  )
}

/** What the step says, part by part. The words themselves are written in the card. */
export const ContentPart = ({ part, step }: { readonly part: Part; readonly step: GuideStep }) => {
  const { on, now, change, set } = part
  const add = (node: ContentNode): void => {
    change(changeContent(now.step, (content) => [...content, node]))
    set({ node: step.content.length })
  }
  return (
    <>
      <ol class="rows" aria-label="Parts of the step">
        {step.content.map((node, at) => drawNodeRow({ part, node, at }))}
      </ol>
      <div class="chips">
        {Object.entries(newNodes).map(([name, node]) => (
          <button key={name} type="button" class="chip" {...on.press(() => add(node))}>
            + {name}
          </button>
        ))}
      </div>
    </>
  )
}

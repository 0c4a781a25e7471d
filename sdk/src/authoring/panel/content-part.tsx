import type { ContentNode, GuideStep } from '@waymark/schemas/wire/content'
import { changeContent, moved } from '../document/change.ts'
import { kindOfStep } from '../document/kinds.ts'
import { newNodesFor } from '../document/new-nodes.ts'
import { nameOfNode } from '../document/nodes.ts'
import { textIn } from '../document/say-node.ts'
import { NodeFields } from './nodes/node-fields.tsx'
import type { Part } from './part.ts'
import { Row } from './row.tsx'

interface NodeRowProps {
  readonly part: Part
  readonly node: ContentNode
  readonly at: number
  readonly count: number
}

const drawNodeRow = ({ part, node, at, count }: NodeRowProps) => {
  const { now, change, set } = part
  const isOpen = now.node === at
  const name = nameOfNode(node)
  return (
    <Row
      part={part}
      called={name}
      at={at}
      count={count}
      isOpen={isOpen}
      aria={{ 'aria-expanded': isOpen }}
      press={() => set({ node: isOpen ? undefined : at })}
      move={(to) => {
        change(changeContent(now.step, (content) => moved(content, at, to)))
        set({ node: to })
      }}
      remove={() =>
        change(changeContent(now.step, (content) => content.filter((_, index) => index !== at)))
      }
      title={
        <>
          <b>{name}</b> <span>{textIn(node, part.locale)}</span>
        </>
      }
    >
      <NodeFields part={part} node={node} at={at} />
    </Row>
  )
}

/** What the step says, part by part. The words themselves are written in the card. */
export const ContentPart = ({ part, step }: { readonly part: Part; readonly step: GuideStep }) => {
  const { on, now, change, set } = part
  const { length: count } = step.content
  const add = (node: ContentNode): void => {
    change(changeContent(now.step, (content) => [...content, node]))
    set({ node: count })
  }
  return (
    <>
      <ol class="rows" aria-label="Parts of the step">
        {step.content.map((node, at) => drawNodeRow({ part, node, at, count }))}
      </ol>
      <div class="chips">
        {newNodesFor(kindOfStep(now.guide, step)).map(({ name, make }) => (
          <button key={name} type="button" class="chip" {...on.press(() => add(make(now.guide)))}>
            + {name}
          </button>
        ))}
      </div>
    </>
  )
}

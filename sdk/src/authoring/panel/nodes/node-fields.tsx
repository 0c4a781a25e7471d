import type { ContentNode } from '@waymark/schemas/wire/content'
import { changeNode } from '../../document/change.ts'
import { isWritable } from '../../document/nodes.ts'
import { TextField } from '../controls.tsx'
import type { Part } from '../part.ts'
import { ButtonFields } from './button-fields.tsx'
import { ImageFields } from './image-fields.tsx'
import { InputFields } from './input-fields.tsx'
import { QuestionFields } from './question-fields.tsx'
import { VideoFields } from './video-fields.tsx'

interface Props {
  readonly part: Part
  readonly node: ContentNode
  readonly at: number
}

/** Of nodes that have no fields in the panel. */
const say = (node: ContentNode): string => {
  if (!isWritable(node)) return 'This text has pieces in several languages. It is edited as a file.'
  if ('columns' in node || 'progress' in node) return 'It is edited as a file.'
  return 'Write it in the card.'
}

/** What of a node is not written in the card. */
export const NodeFields = ({ part, node, at }: Props) => {
  const { now, change } = part
  const put = (next: ContentNode, what: string): void =>
    change(
      changeNode(now.step, at, () => next),
      `${now.step} ${at} ${what}`,
    )
  if ('button' in node)
    return (
      <ButtonFields
        part={part}
        value={node.button}
        change={(button, what) => put({ button }, what)}
      />
    )
  if ('image' in node)
    return (
      <ImageFields part={part} value={node.image} change={(image, what) => put({ image }, what)} />
    )
  if ('video' in node)
    return (
      <VideoFields part={part} value={node.video} change={(video, what) => put({ video }, what)} />
    )
  if ('input' in node)
    return (
      <InputFields part={part} value={node.input} change={(input, what) => put({ input }, what)} />
    )
  if ('question' in node)
    return (
      <QuestionFields
        part={part}
        value={node.question}
        change={(question, what) => put({ question }, what)}
      />
    )
  if ('link' in node) {
    const { link } = node
    return (
      <TextField
        on={part.on}
        label="Leads to"
        value={link.url}
        enter={(url) => put({ link: { ...link, url } }, 'url')}
      />
    )
  }
  return <p class="small">{say(node)}</p>
}

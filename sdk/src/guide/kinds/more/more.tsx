import type { InputContent, VideoContent } from '@waymark/schemas/wire/content'
import type { ComponentChild } from 'preact'
import { drawFault, sayFault } from '../draw-fault.tsx'
import type { More } from '../kind.ts'
import { type Drawing, drawButton, drawNode, fileUrl, ownWords, textFor } from '../kit.ts'
import { answersIn, areAnswersFit } from './answers.ts'
import { holds } from './branch.ts'
import { paint } from './paint.ts'
import { moreStyles } from './styles.ts'

/** Nodes that few guides have: a file of its own, loaded with the first guide that has one. */
export const part: More = {
  styles: moreStyles,
  answersIn,
  areAnswersFit,
  holds,
  paint,
  draw: (node, drawing) => {
    if ('video' in node) return drawVideo(node.video, drawing)
    if ('input' in node) return drawInput(node.input, drawing)
    if ('columns' in node) {
      return (
        <div class="columns">
          {node.columns.map((column) => (
            <div>
              {column.map((each) =>
                'button' in each ? drawButton(each.button, drawing) : drawNode(each, drawing),
              )}
            </div>
          ))}
        </div>
      )
    }
    if (!('progress' in node)) return undefined
    const { progress } = node
    const [at, of] = [drawing.index + 1, drawing.content.steps.length]
    const steps = { value: at, max: of, label: ownWords(drawing.locale).step(at, of) }
    const { value, max, label } = progress === 'steps' ? steps : progress
    const name = textFor(label, drawing) || `${value} / ${max}`
    return <progress value={value} max={max} aria-label={name} />
  },
}

const drawVideo = ({ src, title, poster, captions = [] }: VideoContent, drawing: Drawing) => (
  // biome-ignore lint/a11y/useMediaCaption: captions are the author's; what has none cannot be given any here.
  <video
    src={fileUrl(src, drawing.baseUrl)}
    poster={poster && fileUrl(poster, drawing.baseUrl)}
    aria-label={textFor(title, drawing)}
    preload={poster ? 'none' : 'metadata'}
    {...(captions.length > 0 && { crossOrigin: 'anonymous' as const })}
    controls
    playsInline
  >
    {captions.map((track) => (
      <track kind="captions" src={fileUrl(track.src, drawing.baseUrl)} srclang={track.lang} />
    ))}
  </video>
)

const drawInput = (input: InputContent, drawing: Drawing): ComponentChild => {
  const { id, type = 'text', required } = input
  const before = drawing.answers[id]
  const field = {
    id: `answer-${id}`,
    'data-answer': id,
    defaultValue: before === undefined ? '' : String(before),
    placeholder: input.placeholder && textFor(input.placeholder, drawing),
    'data-missing': sayFault(required && 'answer', drawing),
    'data-misshapen': sayFault(type === 'email' ? 'email' : 'number', drawing),
    required,
    maxLength: 2000,
  }
  return (
    <div class="field" key={id}>
      <label htmlFor={`answer-${id}`}>{textFor(input.label, drawing)}</label>
      {type === 'long' ? (
        <textarea rows={3} {...field} />
      ) : type === 'number' ? (
        <input type="number" step="any" data-number="" {...field} />
      ) : (
        <input type={type === 'email' ? 'email' : 'text'} list={undefined} {...field} />
      )}
      {drawFault(id)}
    </div>
  )
}

import type { GuideStep } from '@waymark/schemas/wire/content'
import { changeStep, put } from '../document/change.ts'
import { TextField } from './controls.tsx'
import type { Part } from './part.ts'

const mostReactions = 6

const reactionsIn = (text: string): readonly string[] | undefined => {
  const said = text.split(/\s+/).filter((each) => each !== '')
  return said.length > 0 ? said.slice(0, mostReactions) : undefined
}

/** When a post of a feed is listed, and what it may be answered with. */
export const PostPart = ({ part, step }: { readonly part: Part; readonly step: GuideStep }) => {
  const { on, now, change } = part
  const say = <K extends 'date' | 'reactions'>(key: K, value: GuideStep[K] | undefined): void =>
    change(
      changeStep(now.step, (each) => put(each, key, value)),
      `${now.step} ${key}`,
    )
  return (
    <>
      <TextField
        on={on}
        label="Listed from the day"
        type="date"
        value={(step.date ?? '').slice(0, 10)}
        enter={(date) => say('date', date || undefined)}
      />
      <TextField
        on={on}
        label="Reactions, with spaces between"
        value={(step.reactions ?? []).join(' ')}
        placeholder="👍 🎉"
        enter={(text) => say('reactions', reactionsIn(text))}
      />
    </>
  )
}

import type { Question } from '@waymark/schemas/wire/content'
import { put } from '../../document/change.ts'
import { choicesFrom, firstChoices } from '../../document/choices.ts'
import { readText } from '../../document/nodes.ts'
import { LinesField, Select, TextField, Tick } from '../controls.tsx'
import { type NodeProps, optionalField, textField } from './node-props.ts'

const types: readonly (readonly [Question['type'], string])[] = [
  ['nps', 'Recommendation, 0 to 10 (NPS)'],
  ['ces', 'Effort, 1 to 7 (CES)'],
  ['csat', 'Satisfaction, 1 to 5 (CSAT)'],
  ['rating', 'Stars'],
  ['single', 'One of several'],
  ['multiple', 'Some of several'],
  ['text', 'A text'],
  ['number', 'A number'],
]

const scales: readonly Question['type'][] = ['nps', 'ces', 'csat', 'rating']
const isChosen = (type: Question['type']): boolean => type === 'single' || type === 'multiple'

/** Answered in another way; what that way does not have goes. */
const asType = (question: Question, type: Question['type']): Question => {
  const choices = isChosen(type) ? (question.choices ?? firstChoices) : undefined
  const typed = put({ ...question, type }, 'choices', choices)
  return scales.includes(type) ? typed : put(put(typed, 'low', undefined), 'high', undefined)
}

const Ends = ({ part, value: question, change }: NodeProps<'question'>) => (
  <>
    <TextField
      on={part.on}
      label="Its lower end means"
      {...optionalField(part, question.low, (low) => change(put(question, 'low', low), 'low'))}
    />
    <TextField
      on={part.on}
      label="Its upper end means"
      {...optionalField(part, question.high, (high) => change(put(question, 'high', high), 'high'))}
    />
  </>
)

const Choices = ({ part, value: question, change }: NodeProps<'question'>) => {
  const { choices = [] } = question
  return (
    <LinesField
      on={part.on}
      label="Choices, one a line"
      value={choices.map(({ label }) => readText(label, part.locale))}
      enter={(lines) =>
        change({ ...question, choices: choicesFrom(lines, choices, part.locale) }, 'choices')
      }
    />
  )
}

export const QuestionFields = (props: NodeProps<'question'>) => {
  const { part, value: question, change } = props
  return (
    <>
      <TextField
        on={part.on}
        label="Question"
        {...textField(part, question.ask, (ask) => change({ ...question, ask }, 'ask'))}
      />
      <Select
        on={part.on}
        label="Answered by"
        value={question.type}
        options={types}
        choose={(type) => change(asType(question, type), 'type')}
      />
      {scales.includes(question.type) && <Ends {...props} />}
      {isChosen(question.type) && <Choices {...props} />}
      <TextField
        on={part.on}
        label="Recorded as"
        value={question.id}
        enter={(id) => change({ ...question, id }, 'id')}
      />
      <Tick
        on={part.on}
        label="Has to be answered"
        ticked={question.required === true}
        tick={(required) => change(put(question, 'required', required || undefined), 'required')}
      />
    </>
  )
}

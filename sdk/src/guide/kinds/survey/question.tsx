import type { Question } from '@waymark/schemas/wire/content'
import type { ComponentChild } from 'preact'
import { drawFault, sayFault } from '../draw-fault.tsx'
import { type Drawing, textFor } from '../kit.ts'

/** First and last of a scale. NPS, CES and CSAT are what their authors have made them. */
const scales: { readonly [type in Question['type']]?: readonly [number, number] } = {
  nps: [0, 10],
  ces: [1, 7],
  csat: [1, 5],
  rating: [1, 5],
}

/** A question with its field; what is chosen is found by `data-answer`. */
export const drawQuestion = (question: Question, drawing: Drawing): ComponentChild => {
  const { id, type } = question
  const ask = textFor(question.ask, drawing)
  if (type === 'text' || type === 'number') {
    const field = `answer-${id}`
    return (
      <div class="field" key={id}>
        <label class="ask" htmlFor={field}>
          {ask}
        </label>
        {drawField(question, field, drawing)}
        {drawFault(id)}
      </div>
    )
  }
  return (
    <fieldset key={id}>
      <legend class="ask">{ask}</legend>
      {scales[type] ? drawScale(question, scales[type], drawing) : drawChoices(question, drawing)}
      {drawFault(id)}
    </fieldset>
  )
}

const drawField = ({ id, type, required }: Question, field: string, drawing: Drawing) => {
  const before = drawing.answers[id]
  const shared = {
    id: field,
    'data-answer': id,
    'data-missing': sayFault(required && 'answer', drawing),
    'data-misshapen': sayFault('number', drawing),
    required,
    autocomplete: 'off' as const,
    defaultValue: before === undefined ? '' : String(before),
  }
  return type === 'number' ? (
    <input type="number" step="any" data-number="" {...shared} />
  ) : (
    <textarea rows={3} maxLength={4000} {...shared} />
  )
}

const drawScale = (
  { id, type, required, low, high }: Question,
  [first, last]: readonly [number, number],
  drawing: Drawing,
): ComponentChild => {
  const values = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  const isStars = type === 'rating'
  return (
    <>
      <div class={isStars ? 'scale stars' : 'scale'}>
        {values.map((value) => (
          <label>
            <input
              type="radio"
              name={id}
              value={String(value)}
              aria-label={`${value} / ${last}`}
              data-answer={id}
              data-number=""
              data-missing={sayFault(required && 'choose', drawing)}
              required={required}
              defaultChecked={drawing.answers[id] === value}
            />
            <span aria-hidden="true">{isStars ? '★' : value}</span>
          </label>
        ))}
      </div>
      {(low ?? high) !== undefined && (
        <div class="ends">
          <span>{low && textFor(low, drawing)}</span>
          <span>{high && textFor(high, drawing)}</span>
        </div>
      )}
    </>
  )
}

const drawChoices = ({ id, type, choices = [], required }: Question, drawing: Drawing) => {
  const before = [drawing.answers[id]].flat()
  const isSingle = type === 'single'
  return choices.map((choice) => (
    <label class="choice">
      <input
        type={isSingle ? 'radio' : 'checkbox'}
        name={id}
        value={choice.id}
        data-answer={id}
        data-missing={sayFault(required && (isSingle ? 'choose' : 'chooseSome'), drawing)}
        required={isSingle ? required : undefined}
        defaultChecked={before.includes(choice.id)}
      />
      <span>{textFor(choice.label, drawing)}</span>
    </label>
  ))
}

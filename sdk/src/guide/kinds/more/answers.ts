import type { Answers } from '@waymark/schemas'

type Field = HTMLInputElement | HTMLTextAreaElement

const fieldsIn = (surface: Element): readonly Field[] => [
  ...surface.querySelectorAll<Field>('[data-answer]'),
]

/** What has been entered or chosen, by the id of the input or question; what is empty is not there. */
export const answersIn = (surface: Element): Answers => {
  const answers: { [id: string]: string | number | readonly string[] } = {}
  for (const field of fieldsIn(surface)) {
    const { answer = '', number } = field.dataset
    const { type, value } = field
    if (type === 'checkbox' || type === 'radio') {
      if (!(field as HTMLInputElement).checked) continue
      const others = answers[answer]
      answers[answer] =
        type === 'radio'
          ? asValue(value, number)
          : [...(Array.isArray(others) ? others : []), value]
    } else if (value.trim() !== '') answers[answer] = asValue(value.trim(), number)
  }
  return answers
}

const asValue = (text: string, number: string | undefined): string | number =>
  number === undefined ? text : Number(text)

/**
 * Is all that is required there, and of the right form? If not, the browser says what is missing, in the person's language; of
 * several boxes at least one, for which it has no words (`data-least`).
 */
export const areAnswersFit = (surface: Element): boolean => {
  const fields = fieldsIn(surface)
  return fields.every((field) => {
    const { least, answer } = field.dataset
    const isChosen = fields.some((each) => each.dataset.answer === answer && isChecked(each))
    field.setCustomValidity(isChosen ? '' : (least ?? ''))
    return field.reportValidity()
  })
}

const isChecked = (field: Field): boolean => 'checked' in field && field.checked

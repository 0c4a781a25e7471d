import type { Answers } from '@waymark/schemas/wire/content'

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
 * Is all that is required there (`data-missing` says that it is not), and of the right form (`data-misshapen`)? If not, that is said
 * below each such field, where a screen reader hears it, and the first has the focus.
 */
export const areAnswersFit = (surface: Element): boolean => {
  const fields = fieldsIn(surface)
  const given = answersIn(surface)
  const first = fields.find((field) => faultOf(field, given))
  // Whoever leaves a field for it has changed that field, which is not to take back what is said now.
  first?.focus()
  for (const field of fields) say(field, faultOf(field, given))
  return first === undefined
}

const faultOf = ({ dataset, validity }: Field, given: Answers): string => {
  const { answer = '', missing = '', misshapen = '' } = dataset
  if (validity.badInput || validity.typeMismatch) return misshapen
  return Object.hasOwn(given, answer) ? '' : missing
}

/** Says it below the field, until something else is entered or chosen. */
const say = (field: Field, fault: string): void => {
  const note = field.closest('.field,fieldset')?.querySelector('.wrong')
  if (!note) return
  if (note.textContent !== fault) note.textContent = fault
  const group = field.closest('fieldset')
  const mark = (name: string, value: string): void => {
    if (fault) (group ?? field).setAttribute(name, value)
    else (group ?? field).removeAttribute(name)
  }
  mark('aria-describedby', note.id)
  if (!group) mark('aria-invalid', 'true')
  if (fault) note.parentElement?.addEventListener('change', () => say(field, ''), { once: true })
}

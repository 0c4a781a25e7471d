import type { RangeChoices } from '../../ui/range.tsx'

/** How far back answers are looked at. */
export const surveyRange: RangeChoices = {
  choices: [
    { id: '7', label: '7 days' },
    { id: '30', label: '30 days' },
    { id: '90', label: '90 days' },
    { id: '365', label: 'A year' },
  ],
  byDefault: '90',
}

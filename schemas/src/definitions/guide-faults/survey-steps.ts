import type { GuideStep } from '../../wire/content.ts'
import type { Fault } from '../fault.ts'
import type { GuideBody } from '../guide-fields.ts'
import { asks } from './leaves-of.ts'

/** Steps of a tour that are a survey: each asks, or thanks for an answer, and it is the answer that leads on. */
export const faultsOfSurveySteps = ({ type, steps }: GuideBody): readonly Fault[] =>
  type !== 'tour'
    ? []
    : steps.flatMap((step, at) =>
        step.kind === 'survey'
          ? faultsOf(step, steps.slice(0, at).some(asks)).map(({ path, message }) => ({
              path: ['steps', at, ...path],
              message,
            }))
          : [],
      )

const faultsOf = (step: GuideStep, hasAsked: boolean): readonly Fault[] =>
  [
    !asks(step) &&
      !hasAsked && {
        path: ['content'],
        message: 'a question; a survey without one thanks for an answer of a step before it',
      },
    asks(step) &&
      step.advance && {
        path: ['advance'],
        message: 'its button leads on: what is answered goes with it',
      },
    step.skip &&
      step.layout !== 'inline' && {
        path: ['skip'],
        message: 'only with layout: inline: else it waits for no element',
      },
    step.layout === 'push' && { path: ['layout'], message: 'over or inline' },
  ].filter((fault) => typeof fault === 'object')

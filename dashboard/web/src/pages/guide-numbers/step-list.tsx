import type { GuideNumbers, GuideStepNumbers } from '@waymark/schemas/api/guide-numbers'
import { sayCount, sayShare } from '../../words/number.ts'
import { sayFromBefore, sayStopped } from './say-numbers.ts'
import { WayTable } from './way-table.tsx'

interface StepProps {
  readonly step: GuideStepNumbers
  readonly shown: number
  /** People at the step before; absent for the first two, and for what only older versions have. */
  readonly before: number | undefined
  /** Most of those who did not complete it stopped here. */
  readonly isWorst: boolean
}

const Step = ({ step, shown, before, isWorst }: StepProps) => {
  const { id, name, inForce, reached, stopped, ways, snoozed, answered } = step
  const parts = [
    `${sayCount(reached, 'person', 'people')}, ${sayShare(reached, shown)} of all`,
    sayFromBefore(reached, before),
    answered.people > 0 && `${sayCount(answered.people, 'person', 'people')} answered`,
    snoozed.people > 0 && `${sayCount(snoozed.people, 'person', 'people')} said later`,
  ].filter((part) => typeof part === 'string')
  return (
    <li class="guide-step">
      <h3 dir="auto">
        {name || id} <code class="tiny faint">{id}</code>
        {!inForce && <span class="tiny faint">, not in the newest version</span>}
      </h3>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class="guide-step-all" width="100" height="10" />
        <rect width={shown === 0 ? 0 : Math.min(100, (100 * reached) / shown)} height="10" />
      </svg>
      <p class="small quiet">
        {parts.join('; ')};{' '}
        <span class={isWorst ? 'guide-step-worst' : ''}>{sayStopped(stopped)}</span>
      </p>
      <WayTable label={`What people did at ${name || id}`} ways={ways} of={reached} />
    </li>
  )
}

/** Step by step: who came to each, who stopped there, and what they clicked. */
export const StepList = ({ numbers }: { readonly numbers: GuideNumbers }) => {
  const { steps, shown } = numbers
  const worst = Math.max(...steps.map(({ stopped }) => stopped))
  return (
    <section class="section" aria-label="Step by step">
      <h2>Step by step</h2>
      <ol class="guide-steps">
        {steps.map((step, at) => (
          <Step
            key={step.id}
            step={step}
            shown={shown.people}
            before={step.inForce && at > 1 ? steps[at - 1]?.reached : undefined}
            isWorst={step.stopped > 0 && step.stopped === worst}
          />
        ))}
      </ol>
    </section>
  )
}

import type { MilestoneItem } from '@waymark/schemas/api/people'
import { now } from '../words/now.ts'
import { exactTime, isoTime, shortDay } from '../words/time.ts'
import { Blaze } from './blaze.tsx'

/** The journey of somebody: each milestone as a blaze, with its date. */
export const Way = ({ journey }: { readonly journey: readonly MilestoneItem[] }) => {
  const steps = [...journey].sort((a, b) => a.order - b.order)
  const next = steps.find((step) => step.reached === undefined)
  return steps.length === 0 ? (
    <span class="faint">No milestones are defined</span>
  ) : (
    <ol class="way">
      {steps.map((step) => (
        <li key={step.id} title={step.value}>
          <Blaze is={step.reached !== undefined ? 'passed' : step === next ? 'look' : 'open'} />
          <div>
            <b>{step.name}</b>
            <span class="tiny faint">
              {step.reached !== undefined ? (
                <time dateTime={isoTime(step.reached)} title={exactTime(step.reached)}>
                  {shortDay(step.reached, now.value)}
                </time>
              ) : step.started !== undefined ? (
                <time dateTime={isoTime(step.started)} title={exactTime(step.started)}>
                  started {shortDay(step.started, now.value)}
                </time>
              ) : step === next ? (
                'next'
              ) : (
                'not yet'
              )}
              {step.level === 'account' && ' · account'}
            </span>
          </div>
        </li>
      ))}
    </ol>
  )
}

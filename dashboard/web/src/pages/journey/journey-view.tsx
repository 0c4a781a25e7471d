import { useSignal } from '@preact/signals'
import { Blaze } from '../../ui/blaze.tsx'
import { sayDuration } from '../../words/duration.ts'
import { sayCount, sayNumber, sayShare } from '../../words/number.ts'
import { Descent } from './descent.tsx'
import { type JourneyOf, type Stretch, startNames } from './stretches.ts'
import { mostAtOnce, thinOut } from './thin-out.ts'

const sayAll = ({ level, all }: JourneyOf): string =>
  level === 'person'
    ? sayCount(all, 'person or visitor', 'people and visitors')
    : sayCount(all, 'account', 'accounts')

const nouns = { person: 'people and visitors', account: 'accounts' } as const

const percent = (share: number): string => sayShare(share * 1000, 1000)

/** The finding: what share comes to the end, and how long the last stretch takes them. */
const Finding = ({ journey }: { readonly journey: JourneyOf }) => {
  const last = journey.steps.at(-1)
  if (!last) return null
  return (
    <>
      <p class="finding">
        <b>{percent(last.ofAll)}</b> of {nouns[journey.level]} reach {last.name}
        {last.medianMs !== undefined && (
          <>
            , in a median of <b class="nowrap">{sayDuration(last.medianMs)}</b>
          </>
        )}
      </p>
      <p class="finding-more">
        {sayAll(journey)} so far.{' '}
        {journey.bottleneck && (
          <>
            Most are lost on the stretch{' '}
            <b class="attention">
              {journey.before} → {journey.bottleneck.name}
            </b>
            : {sayNumber(journey.bottleneck.came)} of {sayNumber(journey.bottleneck.previous)} go on
            ({percent(journey.bottleneck.ofPrevious)}).
          </>
        )}
      </p>
    </>
  )
}

interface StepProps {
  readonly step: Stretch
  readonly look: boolean
  readonly onlyAll?: boolean
  /** Where those who got here are listed. */
  readonly href?: string
}

/** Whoever went on without it is no loss; else how many of those before came here. */
const sayStep = ({ isPassedOver, came, count, ofPrevious }: Stretch): string =>
  isPassedOver
    ? `${sayNumber(came - count)} went on without it`
    : `${percent(ofPrevious)} of previous`

const Step = ({ step, look, onlyAll = false, href }: StepProps) => (
  <li data-is={look ? 'look' : undefined}>
    <Blaze is={look ? 'look' : 'passed'} />
    <div class="step-words">
      <b>{step.name}</b>
      <span class="step-count">
        {href ? <a href={href}>{sayNumber(step.count)}</a> : sayNumber(step.count)}
      </span>
      <span class="step-note tiny">{onlyAll ? 'start' : sayStep(step)}</span>
      <span class="step-median tiny">
        {step.medianMs === undefined ? '' : `median ${sayDuration(step.medianMs)}`}
      </span>
      <progress
        class="bar-thin"
        value={step.ofAll}
        max={1}
        aria-label={`${step.name}: ${percent(step.ofAll)} of all`}
      />
    </div>
  </li>
)

/** So many stand side by side; more stand below each other. */
const mostInRow = 8

const sentence = (journey: JourneyOf): string =>
  journey.steps.length > mostAtOnce
    ? `The way down, over ${journey.steps.length} milestones`
    : longSentence(journey)

const longSentence = (journey: JourneyOf): string =>
  `Of ${sayNumber(journey.all)} ${nouns[journey.level]}: ${journey.steps.map((step) => `${sayNumber(step.count)} reached ${step.name}`).join(', ')}.`

/** The milestones, each with how many came; of very many those that tell most, until somebody wants all. */
const Steps = ({ journey, start }: { readonly journey: JourneyOf; readonly start: Stretch }) => {
  const whole = useSignal(false)
  const { steps, bottleneck, level } = journey
  const look = bottleneck ? steps.indexOf(bottleneck) : undefined
  const gaps = whole.value ? [] : thinOut(steps.length, look)
  return (
    <>
      <ol
        class="journey-steps"
        data-form={steps.length > mostInRow ? 'rows' : undefined}
        ref={(list) => list?.style.setProperty('--steps', String(steps.length + 1))}
      >
        <Step step={start} look={false} onlyAll />
        {steps.map((step, at) => {
          const gap = gaps.find(({ from, until }) => from <= at && at < until)
          if (gap && gap.from < at) return null
          if (gap)
            return (
              <li key={step.id} class="step-gap small faint">
                {sayCount(gap.until - gap.from, 'milestone', 'milestones')} between
              </li>
            )
          return (
            <Step
              key={step.id}
              step={step}
              look={step === bottleneck}
              {...(level === 'person'
                ? { href: `/people?milestone=${encodeURIComponent(step.id)}&anonymous=1` }
                : {})}
            />
          )
        })}
      </ol>
      {steps.length > mostAtOnce && (
        <button
          type="button"
          class="button step-all"
          aria-expanded={whole.value}
          onClick={() => {
            whole.value = !whole.value
          }}
        >
          {whole.value ? 'Show fewer' : `Show all ${sayNumber(steps.length)} milestones`}
        </button>
      )}
    </>
  )
}

/** The journey of people or of accounts: a sentence with the finding, then each milestone, then the descent. */
export const JourneyView = ({ journey }: { readonly journey: JourneyOf }) => {
  const start: Stretch = {
    id: '',
    name: startNames[journey.level],
    count: journey.all,
    came: journey.all,
    previous: journey.all,
    ofPrevious: 1,
    isPassedOver: false,
    ofAll: 1,
    cameOfAll: 1,
    started: journey.all,
  }
  return (
    <section class="journey" aria-label={`Journey of ${nouns[journey.level]}`}>
      <Finding journey={journey} />
      <Steps journey={journey} start={start} />
      <figure>
        <Descent journey={journey} label={sentence(journey)} />
      </figure>
    </section>
  )
}

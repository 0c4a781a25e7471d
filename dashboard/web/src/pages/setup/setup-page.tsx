import type { Setup } from '@waymark/schemas/api/setup'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useSession } from '../../app/session.ts'
import { Blaze } from '../../ui/blaze.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useParam } from '../../ui/use-param.ts'
import { setupSteps, stepsPassed } from '../../words/setup-steps.ts'
import { LiveLog } from './live-log.tsx'
import { useLastHeard } from './setup-log.ts'
import { type SetupStep, stepsOf } from './steps.tsx'

interface TrailProps {
  readonly steps: readonly SetupStep[]
  readonly passed: readonly boolean[]
  readonly open: string
  readonly onOpen: (id: string) => void
}

const Trail = ({ steps, passed, open, onOpen }: TrailProps) => {
  const next = passed.indexOf(false)
  return (
    <ol class="trail">
      {steps.map((step, at) => (
        <li key={step.id} data-passed={passed[at] ? 'yes' : 'no'}>
          <button
            type="button"
            aria-current={step.id === open ? 'step' : undefined}
            onClick={() => onOpen(step.id)}
          >
            <Blaze is={passed[at] ? 'passed' : at === next ? 'look' : 'open'} />
            <span>
              <b>{step.title}</b>
              <span class="small quiet">
                {passed[at] ? 'Done' : at === next ? 'Next' : 'Later'}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}

const SetupBody = (props: { readonly setup: Setup }) => {
  const heard = useLastHeard()
  const last = Math.max(heard, props.setup.lastEventAt ?? 0)
  const setup: Setup = last > 0 ? { ...props.setup, lastEventAt: last } : props.setup
  const passed = setupSteps(setup)
  const steps = stepsOf(setup)
  const [chosen, choose] = useParam('step')
  const next = steps[passed.indexOf(false)] ?? steps[0]
  const open = steps.find((step) => step.id === chosen) ?? next
  if (!open) return null
  const done = passed[steps.indexOf(open)] === true
  return (
    <div class="panes setup" data-form="list-record">
      <div class="pane">
        <Trail steps={steps} passed={passed} open={open.id} onOpen={choose} />
      </div>
      <div class="setup-open">
        <section class="pane stack" aria-label={open.title}>
          <div>
            <h2>{open.title}</h2>
            <p class="quiet">{open.says}</p>
          </div>
          {done && (
            <div class="note" data-is="good">
              <Blaze />
              <p>{open.proof}</p>
            </div>
          )}
          {open.body}
        </section>
        <LiveLog setup={setup} />
      </div>
    </div>
  )
}

const headline = (setup: Setup): string => {
  const passed = stepsPassed(setup)
  if (passed === 5) return 'Setup is complete'
  return passed === 0 ? 'Set up in five steps' : `${passed} of 5 steps done`
}

/** Five blazes from nothing to the first guide, each with a proof. */
export const SetupPage = () => {
  const { env } = useSession()
  const setup = useQuery<Setup>(address('/api/setup', { env }))
  return (
    <>
      <PageHead title="Setup" asOf="none" meta={setup.data ? headline(setup.data) : 'Loading…'}>
        {setup.data?.demoUrl && (
          <a class="button" href={setup.data.demoUrl} target="_blank" rel="noreferrer">
            Open the sample app
          </a>
        )}
      </PageHead>
      <Loaded answer={setup}>{(data) => <SetupBody setup={data} />}</Loaded>
    </>
  )
}

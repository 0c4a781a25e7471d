import type { PageProps } from '../app.tsx'
import { Icon } from './icon.tsx'
import { Link } from './link.tsx'

interface Step {
  readonly name: string
  readonly to: string
  readonly done: boolean
}

const stepsOf = ({ workspace }: PageProps['app']): readonly Step[] => [
  { name: 'Create a project', to: '/demo/board', done: workspace.project !== undefined },
  { name: 'Connect the code', to: '/demo/connect', done: workspace.connected },
  { name: 'Set up an automation', to: '/demo/automations', done: workspace.automations.length > 0 },
]

/** Not part of the product: tells whoever tries the demo what there is to try. */
export const TryStrip = ({ app, go, path }: PageProps & { readonly path: string }) => {
  const steps = stepsOf(app)
  const next = steps.find((step) => !step.done)
  return (
    <aside class="try" aria-label="What to try in this demo">
      <span class="try-mark">Demo</span>
      <ol>
        {steps.map((step) => (
          <li key={step.name} class={step.done ? 'done' : step === next ? 'next' : ''}>
            {step.done && <Icon name="check" />}
            {step.to === path && !step.done ? (
              <b>{step.name}</b>
            ) : (
              <Link to={step.to} go={go}>
                {step.name}
              </Link>
            )}
            {step.done && <span class="hidden">, done</span>}
          </li>
        ))}
        <li class={next ? '' : 'next'}>
          <a href="/demo/sdr" target="_blank" rel="noreferrer">
            See who is told <Icon name="out" />
          </a>
        </li>
      </ol>
    </aside>
  )
}

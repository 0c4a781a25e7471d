import type { GuideStep, StepKind } from '@waymark/schemas'
import { changeStep, put } from '../document/change.ts'
import { fitted, kindOfStep, stepKinds } from '../document/kinds.ts'
import { pageOf } from '../document/page-of.ts'
import { addStep, moveStep, nameOfStep, pageOfStep, removeStep } from '../document/steps.ts'
import { IconButton, Select } from './controls.tsx'
import type { Part } from './part.ts'

const drawStepRow = ({
  part,
  step,
  at,
}: {
  readonly part: Part
  readonly step: GuideStep
  readonly at: number
}) => {
  const { on, now, change, set } = part
  const { length } = now.guide.steps
  const isHere = at === now.step
  const page = pageOfStep(now.guide, at)
  const move = (to: number): void => {
    change(moveStep(at, to))
    set({ step: to })
  }
  return (
    <li class="row" data-open={isHere ? 'yes' : 'no'}>
      <div class="row-head">
        <button
          type="button"
          class="row-name"
          aria-current={isHere ? 'step' : undefined}
          {...on.press(() => set({ step: at }))}
        >
          <b>{at + 1}</b> <span>{nameOfStep(step)}</span>
          {page !== undefined && <small>{page}</small>}
        </button>
        <IconButton
          on={on}
          icon="up"
          label={`Move step ${at + 1} up`}
          disabled={at === 0}
          do={() => move(at - 1)}
        />
        <IconButton
          on={on}
          icon="down"
          label={`Move step ${at + 1} down`}
          disabled={at === length - 1}
          do={() => move(at + 1)}
        />
        <IconButton
          on={on}
          icon="away"
          label={`Remove step ${at + 1}`}
          disabled={length === 1}
          do={() => change(removeStep(at))}
        />
      </div>
    </li>
  )
}

/** The steps in their order; a tour's may be on different pages. */
export const StepsPart = ({ part, step }: { readonly part: Part; readonly step: GuideStep }) => {
  const { on, now, change, set, path, goTo } = part
  const { guide } = now
  const page = pageOfStep(guide, now.step)
  const isElsewhere = page !== undefined && page !== path && /^\/[^*]*$/.test(page)
  const setKind = (kind: StepKind): void =>
    change(changeStep(now.step, (each) => fitted(guide, put(each, 'kind', kind))))
  return (
    <>
      <ol class="rows" aria-label="Steps">
        {guide.steps.map((each, at) => drawStepRow({ part, step: each, at }))}
      </ol>
      <div class="chips">
        <button
          type="button"
          class="chip"
          {...on.press(() => {
            change(addStep(now.step, pageOf(path)))
            set({ step: now.step + 1 })
          })}
        >
          + Step
        </button>
        {isElsewhere && (
          <button type="button" class="chip" {...on.press(() => goTo(page))}>
            Go to {page}
          </button>
        )}
      </div>
      {guide.type === 'tour' && (
        <Select
          on={on}
          label="This step is a"
          value={kindOfStep(guide, step) as StepKind}
          options={stepKinds.map((kind): readonly [StepKind, string] => [kind, kind])}
          choose={setKind}
        />
      )}
    </>
  )
}

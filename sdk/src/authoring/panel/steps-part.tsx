import type { GuideStep, StepKind } from '@waymark/schemas/wire/content'
import { kindOfStep, setStepKind, stepKinds } from '../document/kinds.ts'
import { pageOf } from '../document/page-of.ts'
import { addStep, moveStep, nameOfStep, pageOfStep, removeStep } from '../document/steps.ts'
import { Select } from './controls.tsx'
import type { Part } from './part.ts'
import { Row } from './row.tsx'

const drawStepRow = (part: Part, step: GuideStep, at: number) => {
  const { now, change, set } = part
  const isHere = at === now.step
  const page = pageOfStep(now.guide, at)
  return (
    <Row
      part={part}
      called={`${now.guide.type === 'feed' ? 'post' : 'step'} ${at + 1}`}
      at={at}
      count={now.guide.steps.length}
      isOpen={isHere}
      aria={{ 'aria-current': isHere ? 'step' : undefined }}
      press={() => set({ step: at })}
      move={(to) => {
        change(moveStep(at, to))
        set({ step: to })
      }}
      remove={() => change(removeStep(at))}
      title={
        <>
          <b>{at + 1}</b> <span>{nameOfStep(step)}</span>
          {step.date !== undefined && <small>{step.date}</small>}
          {page !== undefined && step.date === undefined && <small>{page}</small>}
        </>
      }
    />
  )
}

/** What this step of a tour is. */
const StepKindField = ({ part, step }: { readonly part: Part; readonly step: GuideStep }) => {
  const { on, now, change } = part
  const { guide } = now
  return (
    <Select
      on={on}
      label="This step is a"
      value={kindOfStep(guide, step) as StepKind}
      options={stepKinds.map((kind): readonly [StepKind, string] => [kind, kind])}
      choose={(kind) => change(setStepKind(now.step, kind))}
    />
  )
}

/** The steps in their order; a tour's may be on different pages. */
export const StepsPart = ({ part, step }: { readonly part: Part; readonly step: GuideStep }) => {
  const { on, now, change, set, path, goTo } = part
  const { guide } = now
  const page = pageOfStep(guide, now.step)
  const isElsewhere = page !== undefined && page !== path && /^\/[^*]*$/.test(page)
  return (
    <>
      <ol class="rows" aria-label={guide.type === 'feed' ? 'Posts' : 'Steps'}>
        {guide.steps.map((each, at) => drawStepRow(part, each, at))}
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
          {guide.type === 'feed' ? '+ Post' : '+ Step'}
        </button>
        {isElsewhere && (
          <button type="button" class="chip" {...on.press(() => goTo(page))}>
            Go to {page}
          </button>
        )}
      </div>
      {guide.type === 'tour' && <StepKindField part={part} step={step} />}
    </>
  )
}

import type { ComponentChild } from 'preact'
import { createFreeCard } from '../free-card.tsx'
import type { StepView } from '../kind.ts'
import { actionsOf, asWritten, type Controls, ownWords, textFor } from '../kit.ts'
import { checklistStyles } from './styles.ts'
import { isComplete, progressOf, type TaskState, tasksOf } from './tasks.ts'
import { titleOf } from './title-of.ts'
import { words } from './words.ts'

/** The checklist, open: what is done, what comes next, and what leads there. */
export const createPanel = createFreeCard({
  styles: checklistStyles,
  stand: () => 'over',
  shape: (view) => ({
    role: 'dialog',
    data: { 'data-at': view.step.position ?? 'bottom-right' },
    after: (controls) => drawTasks(view, controls),
  }),
})

const drawTasks = (view: StepView, controls: Controls): ComponentChild => {
  const [done, all] = progressOf(view)
  return (
    <>
      <div class="way">
        <progress value={done} max={all} aria-label={`${titleOf(view)}: ${done} / ${all}`} />
        <span aria-hidden="true" dir="ltr">
          {done}/{all}
        </span>
      </div>
      <ul class="tasks">
        {tasksOf(view).map((state) => (
          <li class={state.isDone ? 'done' : state.isNext ? 'next' : ''} key={state.task.milestone}>
            <span
              class="tick"
              role="img"
              aria-label={textFor(state.isDone ? words.done : words.notDone, view)}
            />
            {drawTask(state, view, controls)}
          </li>
        ))}
      </ul>
      {isComplete(view) && (
        <button
          type="button"
          class="primary"
          {...controls.control(() => controls.onActions([{ complete: true }], 'complete'))}
        >
          {ownWords(view.locale).done}
        </button>
      )}
    </>
  )
}

const drawTask = ({ task, isDone, isNext }: TaskState, view: StepView, controls: Controls) => {
  const label = textFor(task.label, view)
  const { action } = task
  return (
    <div>
      {action && !isDone ? (
        <button
          type="button"
          class="task"
          {...controls.control(() => controls.onActions(actionsOf(action), asWritten(task.label)))}
        >
          {label}
        </button>
      ) : (
        <span class="task">{label}</span>
      )}
      {isNext && task.text !== undefined && <p>{textFor(task.text, view)}</p>}
    </div>
  )
}

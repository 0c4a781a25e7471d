import type { StepView } from '../kind.ts'
import { ownWords, textFor } from '../kit.ts'

/** What a checklist is called: by its heading, where it has one. */
export const titleOf = (view: StepView): string => {
  const title = view.step.content.find((node) => 'heading' in node)
  return title ? textFor(title.heading, view) : ownWords(view.locale).guide
}

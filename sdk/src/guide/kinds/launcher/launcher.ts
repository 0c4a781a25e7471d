import { cornerStyles } from '../corner-styles.ts'
import type { GuideKind, StepView } from '../kind.ts'
import { createLaunchButton, launcherOf } from '../launch-button.tsx'
import { launchStyles } from '../launch-styles.ts'

/** A button that opens another guide. It is there while that one is. */
const create: GuideKind['create'] = (listener) => {
  let view: StepView | undefined
  const button = createLaunchButton(listener, {
    styles: cornerStyles + launchStyles,
    icon: 'help',
    press: () => {
      const { start } = view ? launcherOf(view) : {}
      if (start !== undefined) listener.onActions([{ start }], 'open', {})
    },
  })
  const { show } = button
  return Object.assign(button, {
    show: (next: StepView, at: Element) => {
      view = next
      const { start } = launcherOf(next)
      show(next, at, { isIdle: !next.decisions.some(({ guide }) => guide === start) })
    },
  })
}

export const part: GuideKind = { create }

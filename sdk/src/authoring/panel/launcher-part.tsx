import { put } from '../document/change.ts'
import type { Launcher } from '../document/launched.ts'
import { Select, TextField } from './controls.tsx'
import { GuideField } from './guide-field.tsx'
import { textField } from './nodes/node-props.ts'
import type { Part } from './part.ts'

type Icon = NonNullable<Launcher['icon']>
type Look = NonNullable<Launcher['look']>

const icons: readonly (readonly [Icon, string])[] = [
  ['help', 'a question mark'],
  ['bell', 'a bell'],
  ['star', 'a star'],
  ['chat', 'a speech bubble'],
]

const looks: readonly (readonly [Look, string])[] = [
  ['label', 'icon and label'],
  ['icon', 'the icon alone'],
]

/** A launcher has to be seen; what opens otherwise needs no button. */
const none: readonly [Look, string] = ['none', 'no button: something else opens it']

/** The button, in its corner or its element. */
export const LauncherPart = ({ part }: { readonly part: Part }) => {
  const { on, now, change } = part
  const { launcher, type } = now.guide
  if (!launcher) return null
  const usual: Icon = type === 'feed' ? 'bell' : 'help'
  const say = (next: Launcher, what: string): void =>
    change((guide) => put(guide, 'launcher', next), `launcher ${what}`)
  return (
    <>
      <TextField
        on={on}
        label="Label"
        {...textField(part, launcher.label, (label) => say({ ...launcher, label }, 'label'))}
      />
      <Select
        on={on}
        label="Button"
        value={launcher.look ?? 'label'}
        options={type === 'launcher' ? looks : [...looks, none]}
        choose={(look) => say(put(launcher, 'look', look === 'label' ? undefined : look), 'look')}
      />
      {launcher.look !== 'none' && (
        <Select
          on={on}
          label="Icon"
          value={launcher.icon ?? usual}
          options={icons}
          choose={(icon) => say(put(launcher, 'icon', icon === usual ? undefined : icon), 'icon')}
        />
      )}
      {type === 'launcher' && (
        <GuideField
          part={part}
          label="Opens the guide"
          id={launcher.start ?? ''}
          choose={(start) => say(put(launcher, 'start', start || undefined), 'start')}
        />
      )}
    </>
  )
}

import { Dialog } from '../ui/dialog.tsx'
import { keyBindings, setSingleKeys, singleKeys } from './key-bindings.ts'

const apple = /Mac|iPhone|iPad/.test(navigator.userAgent)

const shown = (key: string): string =>
  key.startsWith('mod+') ? `${apple ? '⌘' : 'Ctrl '}${key.slice(4).toUpperCase()}` : key

/** How a binding's keys are drawn. */
export const Keys = ({ keys }: { readonly keys: string }) => (
  <span class="nowrap">
    {(keys === ' ' ? ['space'] : keys.split(' ')).map((key, at) => (
      <span key={key}>
        {at > 0 && ' '}
        <kbd>{shown(key)}</kbd>
      </span>
    ))}
  </span>
)

/** All keys that do something now. */
export const KeySheet = ({
  open,
  onClose,
}: {
  readonly open: boolean
  readonly onClose: () => void
}) => {
  const all = keyBindings.value
  const groups = [...new Set(all.map((binding) => binding.group))]
  return (
    <Dialog open={open} onClose={onClose} title="Keys">
      {groups.map((group) => (
        <section key={group}>
          <h3>{group}</h3>
          <dl class="keys">
            {all
              .filter((binding) => binding.group === group)
              .map((binding) => (
                <>
                  <dt>{binding.does}</dt>
                  <dd>
                    <Keys keys={binding.keys} />
                  </dd>
                </>
              ))}
          </dl>
        </section>
      ))}
      <label class="row small keys-off">
        <input
          type="checkbox"
          checked={singleKeys.value}
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        />
        Single keys work
      </label>
    </Dialog>
  )
}

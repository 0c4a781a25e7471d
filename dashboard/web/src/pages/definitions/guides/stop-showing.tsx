import type { DefinitionItem } from '@waymark/schemas/api/definitions'
import { queries } from '../../../api/queries.ts'
import { address, request } from '../../../api/request.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { DialogForm } from '../../../ui/dialog-form.tsx'
import { say } from '../../../ui/toasts.ts'
import { definitionName } from '../../../words/names.ts'
import { attempt } from '../../alerts/alert-actions.ts'
import { pathOf } from '../versions/definition-name.ts'

const titleOf = ({ kind, id, definition }: DefinitionItem): string =>
  definitionName(kind, id, definition.name)

const done = (run: () => Promise<unknown>): Promise<boolean | undefined> =>
  attempt(async () => {
    await run()
    return true
  })

/** As it was: a deletion is a version, too, and this one comes after it. */
const putBack = async (env: string, taken: readonly DefinitionItem[]): Promise<void> => {
  for (const item of taken) {
    const body = { env, to: item.version, baseVersion: item.version + 1 }
    await done(() => request(`${pathOf(item)}/rollback`, { method: 'POST', body }))
  }
  queries.refresh('/api/definitions')
}

/** Takes engagements out of force, in turn; what was taken can be put back as it was. */
const takeOut = async (env: string, items: readonly DefinitionItem[]): Promise<void> => {
  const taken: DefinitionItem[] = []
  for (const item of items) {
    const path = address(pathOf(item), { env, baseVersion: item.version })
    if (!(await done(() => request(path, { method: 'DELETE' })))) break
    taken.push(item)
  }
  queries.refresh('/api/definitions')
  if (taken.length === 0) return
  const what = taken.map(titleOf).join(' and ')
  say(`${what} sends nothing any more`, () => void putBack(env, taken))
}

interface StopShowingProps {
  readonly env: string
  /** What is to send nothing any more; nothing is asked without. */
  readonly engagements: readonly DefinitionItem[] | undefined
  readonly onClose: () => void
}

/** What ends with it, before it does: an engagement may send more than the guide. */
export const StopShowing = ({ env, engagements = [], onClose }: StopShowingProps) => (
  <Dialog open={engagements.length > 0} onClose={onClose} title="Stop showing it?">
    <DialogForm
      does="Stop"
      onSubmit={async () => {
        await takeOut(env, engagements)
        onClose()
      }}
      onClose={onClose}
    >
      <p class="quiet">These are taken out of force, with all that they send:</p>
      <ul class="plain-list">
        {engagements.map((item) => (
          <li key={item.id}>
            <b>{titleOf(item)}</b>
            <p class="small quiet">{item.says}</p>
          </li>
        ))}
      </ul>
      <p class="small quiet">
        No version is lost: they can be put back here, or from what was deleted. Where they come
        from a file, publishing that file again puts them back, too.
      </p>
    </DialogForm>
  </Dialog>
)

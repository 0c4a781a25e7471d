import { useSignal } from '@preact/signals'
import type { VersionList as Versions } from '@waymark/schemas/api/definitions'
import { useQuery } from '../../../api/queries.ts'
import { address } from '../../../api/request.ts'
import { may, whyMayNot } from '../../../app/may.ts'
import { useSession } from '../../../app/session.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { ConfirmRollback } from './confirm-rollback.tsx'
import { type NamedDefinition, pathOf } from './definition-name.ts'
import { VersionList } from './version-list.tsx'

interface VersionsDialogProps {
  readonly name: NamedDefinition
  readonly onClose: () => void
}

/** Who wrote a definition, when, and what each time changed; and the way back. */
export const VersionsDialog = ({ name, onClose }: VersionsDialogProps) => {
  const { env, me } = useSession()
  const list = useQuery<Versions>(address(`${pathOf(name)}/versions`, { env }))
  const asked = useSignal<number | undefined>(undefined)
  const allowed = may(me.user.role, 'write-definitions')
  const ask = (version: number | undefined): void => {
    asked.value = version
  }
  return (
    <>
      <Dialog open={true} onClose={onClose} title={`Versions of ${name.title}`} wide>
        <Loaded answer={list} rows={4}>
          {(data) => <VersionList list={data} onRollBack={allowed ? ask : undefined} />}
        </Loaded>
        {!allowed && (
          <p class="small faint">To roll back: {whyMayNot('write-definitions').toLowerCase()}</p>
        )}
      </Dialog>
      {asked.value !== undefined && (
        <Dialog
          open={true}
          onClose={() => ask(undefined)}
          title={`Roll ${name.title} back to version ${asked.value}?`}
          wide
        >
          <ConfirmRollback name={name} to={asked.value} onClose={() => ask(undefined)} />
        </Dialog>
      )}
    </>
  )
}

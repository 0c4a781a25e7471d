import type { VersionDetail } from '@waymark/schemas/api/definitions'
import type { DraftList } from '@waymark/schemas/api/drafts'
import { useQuery } from '../../../api/queries.ts'
import { address } from '../../../api/request.ts'
import { useSession } from '../../../app/session.ts'
import { DialogForm } from '../../../ui/dialog-form.tsx'
import { JsonView } from '../../../ui/json-view.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { MovesNote } from '../moves-note.tsx'
import { useDryRun } from '../use-dry-run.ts'
import { WarningList } from '../warning-list.tsx'
import { ChangeList } from './change-list.tsx'
import { type NamedDefinition, pathOf } from './definition-name.ts'
import { rollBack } from './roll-back.ts'

interface ConfirmProps {
  readonly name: NamedDefinition
  readonly to: number
  readonly onClose: () => void
}

interface AskProps extends ConfirmProps {
  readonly detail: VersionDetail
}

const sayChange = ({ back, current }: VersionDetail): string =>
  back.length === 0 ? 'It comes into force as it was.' : `Against version ${current} this changes:`

/** A draft that was begun before cannot be published over it. */
const DraftStays = ({ id }: Pick<NamedDefinition, 'id'>) => {
  const { env } = useSession()
  const { data } = useQuery<DraftList>(address('/api/drafts', { env }))
  if (!data?.drafts.some((draft) => draft.id === id)) return null
  return (
    <p class="small warn">
      There is a draft of it. It stays, but it cannot be published over this: publish or discard it
      first.
    </p>
  )
}

/** Somebody is in these by a rule, or stands at their steps. */
const heldKinds: ReadonlySet<string> = new Set([
  'engagement',
  'flow',
  'segment',
  'milestone',
  'lifecycle',
  'pql',
])

/** Who comes in and goes out by it. */
const Moves = ({ detail: { definition } }: Pick<AskProps, 'detail'>) => {
  const { env } = useSession()
  const isHeld = definition !== null && heldKinds.has(definition.kind)
  return <MovesNote run={useDryRun(env, isHeld ? [definition] : [])} />
}

const Ask = ({ name, to, detail, onClose }: AskProps) => {
  const { env } = useSession()
  const { current } = detail
  const submit = async (): Promise<void> => {
    if (await rollBack(name, { env, to, baseVersion: current })) onClose()
  }
  return (
    <DialogForm does={`Roll back to version ${to}`} onSubmit={submit} onClose={onClose}>
      <p class="quiet">
        It becomes version {current + 1}; no version is lost. {sayChange(detail)}
      </p>
      {detail.back.length === 0 && (
        <JsonView label={`Version ${to} as recorded`} value={detail.definition} />
      )}
      <ChangeList changes={detail.back} told="ahead" />
      <Moves detail={detail} />
      <WarningList of={`version ${to}`} warnings={detail.warnings} />
      {name.kind === 'guide' && <DraftStays id={name.id} />}
    </DialogForm>
  )
}

/** What a rollback would change, before it does. */
export const ConfirmRollback = ({ name, to, onClose }: ConfirmProps) => {
  const { env } = useSession()
  const detail = useQuery<VersionDetail>(address(`${pathOf(name)}/versions/${to}`, { env }))
  return (
    <Loaded answer={detail} rows={3}>
      {(data) => <Ask name={name} to={to} detail={data} onClose={onClose} />}
    </Loaded>
  )
}

import type { FlowArm, FlowList } from '@waymark/schemas'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useSession } from '../../app/session.ts'
import { Name } from '../../ui/name.tsx'
import { sayCount } from '../../words/number.ts'

/** `5 of 12 met the goal (42 %)` */
const sayArm = ({ entered, won }: FlowArm): string =>
  entered === 0
    ? 'nobody has entered yet'
    : `${won} of ${entered} met the goal (${Math.round((100 * won) / entered)} %)`

/** How the flows that make tasks do, beside those whom their holdout left out. */
export const FlowResults = () => {
  const { env } = useSession()
  const flows = useQuery<FlowList>(address('/api/flows', { env })).data?.flows ?? []
  const shown = flows.filter(({ tasks, treated }) => tasks.made > 0 || treated.entered > 0)
  if (shown.length === 0) return null
  return (
    <section class="precision" aria-label="How the playbooks do">
      {shown.map(({ id, name, hasGoal, treated, heldOut, tasks }) => (
        <p key={id} class="small quiet">
          <b>
            <Name>{name}</Name>
          </b>
          : {hasGoal ? sayArm(treated) : sayCount(treated.entered, 'entry', 'entries')}
          {hasGoal && heldOut && <>; of those held out {sayArm(heldOut)}</>};{' '}
          {sayCount(tasks.made, 'task', 'tasks')}, {tasks.done} closed
        </p>
      ))}
    </section>
  )
}

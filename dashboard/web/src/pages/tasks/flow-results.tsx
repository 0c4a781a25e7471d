import type { FlowList } from '@waymark/schemas/api/tasks'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useSession } from '../../app/session.ts'
import { Name } from '../../ui/name.tsx'
import { sayCount, sayNumber } from '../../words/number.ts'
import { sayEntered } from './say-entered.ts'

/** How the flows that make tasks stand. Whether they help is said in one place, the page Results. */
export const FlowResults = () => {
  const { env } = useSession()
  const flows = useQuery<FlowList>(address('/api/flows', { env })).data?.flows ?? []
  const shown = flows.filter(({ tasks }) => tasks.made > 0)
  if (shown.length === 0) return null
  return (
    <section class="precision" aria-label="How the playbooks do">
      {shown.map(({ id, name, hasGoal, treated, heldOut, tasks }) => (
        <p key={id} class="small quiet">
          <b>
            <Name>{`${name}:`}</Name>
          </b>{' '}
          {sayEntered(treated.entered, heldOut?.entered)}, {sayNumber(treated.within)} in it now.{' '}
          {sayCount(tasks.made, 'task', 'tasks')}, {sayNumber(tasks.done)} closed,{' '}
          {sayNumber(tasks.solved)} helped. {hasGoal && <a href="/results">Does it help?</a>}
        </p>
      ))}
    </section>
  )
}

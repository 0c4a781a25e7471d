import { Name } from '../ui/name.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Empty } from '../ui/states.tsx'
import { useSession } from './session.ts'

/** The address asks for an environment that there is not: nothing of another is shown in its place. */
export const MissingEnvironment = ({ asked }: { readonly asked: string }) => {
  const { me, setEnv } = useSession()
  return (
    <>
      <PageHead title="No such environment" asOf="none" />
      <Empty title={`There is no environment “${asked}”`}>
        <p>The link may be old, or of another project. There is:</p>
        <div class="row">
          {me.environments.map(({ id, name }) => (
            <button key={id} class="button" type="button" onClick={() => setEnv(id)}>
              <Name>{name}</Name>
            </button>
          ))}
        </div>
      </Empty>
    </>
  )
}

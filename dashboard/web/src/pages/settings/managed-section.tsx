import { Plus } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useQuery } from '../../api/queries.ts'
import { type Deed, may, whyMayNot } from '../../app/may.ts'
import { useSession } from '../../app/session.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { useOnce } from '../../ui/use-once.ts'

interface ManagedSectionProps<T> {
  readonly title: string
  readonly about: string
  /** What one must be allowed to do to add to the list, and to see it. */
  readonly deed: Deed
  /** Everybody sees the list, whoever may add to it. */
  readonly seenByAll?: boolean
  readonly path: string
  readonly adds: string
  /** Adding is what one comes for. */
  readonly addsFirst?: boolean
  /** What it makes is made once, however often the button is pressed. */
  readonly onAdd: () => void | Promise<unknown>
  /** Stands before the list, for everybody. */
  readonly first?: ComponentChildren
  readonly list: (data: T) => ComponentChildren
  /** The dialogs. */
  readonly children?: ComponentChildren
}

/** A part of Settings whose list some may see, add to and take from. */
export const ManagedSection = <T,>(props: ManagedSectionProps<T>) => {
  const { title, about, deed, path, adds, onAdd, first, list, children } = props
  const { me } = useSession()
  const { busy, run } = useOnce(onAdd)
  const allowed = may(me.user.role, deed)
  const sees = allowed || props.seenByAll === true
  const answer = useQuery<T>(sees ? path : undefined)
  return (
    <section class="section settings" aria-label={title}>
      <div>
        <h2>{title}</h2>
        <p class="small quiet">{about}</p>
      </div>
      <div class="stack">
        {first}
        <div class="row">
          <button
            type="button"
            class="button"
            data-look={props.addsFirst === false ? undefined : 'first'}
            aria-disabled={busy}
            disabled={!allowed}
            onClick={run}
          >
            <Plus class="icon" /> {adds}
          </button>
          {!allowed && <span class="small faint">{whyMayNot(deed)}</span>}
        </div>
        {sees && (
          <Loaded answer={answer} rows={2}>
            {list}
          </Loaded>
        )}
      </div>
      {children}
    </section>
  )
}

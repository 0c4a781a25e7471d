import type { WorkCounts, WorkView } from '@waymark/schemas/api/work'
import type { ComponentChildren } from 'preact'
import type { Shown } from '../api/queries.ts'
import { Loaded } from '../ui/loaded.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { useParam } from '../ui/use-param.ts'

const views = [
  { id: 'open', label: 'Open' },
  { id: 'mine', label: 'Mine' },
  { id: 'snoozed', label: 'Snoozed' },
  { id: 'done', label: 'Done' },
] as const satisfies readonly { readonly id: WorkView; readonly label: string }[]

/** Which list the address asks for, and how another one is opened. */
export const useWorkView = (): readonly [WorkView, (view: string) => void] => {
  const [asked, open] = useParam('view')
  return [views.find((one) => one.id === asked)?.id ?? 'open', open]
}

interface WorkPageProps<List> {
  readonly title: string
  /** What the tabs choose between. */
  readonly label: string
  readonly list: Shown<List>
  readonly view: WorkView
  readonly onView: (view: string) => void
  readonly children: (list: List) => ComponentChildren
}

/** Lists of what waits for a human, a tab each. */
export const WorkPage = <List extends { readonly counts: WorkCounts; readonly asOf: number }>({
  title,
  label,
  list,
  view,
  onView,
  children,
}: WorkPageProps<List>) => {
  const counts = list.data?.counts
  return (
    <>
      <PageHead title={title} asOf={list.data?.asOf} />
      <div class="inbox-tabs">
        <Tabs
          label={label}
          open={view}
          onOpen={onView}
          tabs={views.map(({ id, label }) => ({
            id,
            label: (
              <>
                {label} {counts && <span class="faint">{counts[id]}</span>}
              </>
            ),
          }))}
        >
          <Loaded answer={list}>{children}</Loaded>
        </Tabs>
      </div>
    </>
  )
}

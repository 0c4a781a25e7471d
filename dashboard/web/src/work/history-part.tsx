import type { WorkHistory } from '@waymark/schemas/api/work'
import { Ago } from '../ui/ago.tsx'
import { Name } from '../ui/name.tsx'

/** What was done about something, the newest first. */
export const HistoryPart = ({ history }: { readonly history: WorkHistory }) =>
  history.length === 0 ? null : (
    <section class="pane-part">
      <h2>What was done</h2>
      <ol class="lines">
        {history.toReversed().map((line) => (
          <li key={`${line.at}${line.says}`} class="row-tight">
            <span>
              <Name>{line.says}</Name>
            </span>
            <span class="push faint nowrap">
              <Ago at={line.at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )

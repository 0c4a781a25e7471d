import type { GuideNumbers, GuidePart } from '@waymark/schemas/api/guide-numbers'
import { CountsHead } from '../../ui/counts-head.tsx'
import { sayNumber, sayShare } from '../../words/number.ts'
import { NumbersTable } from './numbers-table.tsx'

const Gone = ({ inForce }: { readonly inForce: boolean }) =>
  inForce ? null : <span class="tiny faint">, not in the newest version</span>

/** Of a feed: its posts, and what people answered them with. */
export const Posts = ({ posts, shown }: Pick<GuideNumbers, 'posts' | 'shown'>) => (
  <section class="section" aria-label="Posts">
    <h2>Posts</h2>
    <NumbersTable
      label="Who read each post"
      what="Read by"
      of={shown.people}
      rows={posts.map(({ id, name, inForce, read, reactions }) => ({
        ...{ key: id, people: read },
        name: (
          <>
            <bdi>{name || id}</bdi>
            <Gone inForce={inForce} />
            {reactions.length > 0 && (
              <span class="guide-reactions small quiet">
                {reactions.map(({ reaction, people }) => (
                  <span key={reaction}>
                    {reaction} {sayNumber(people)}
                  </span>
                ))}
              </span>
            )}
          </>
        ),
      }))}
    />
  </section>
)

/** Of a checklist: what is done by now, and who followed a task. */
export const Tasks = ({ tasks, shown }: Pick<GuideNumbers, 'tasks' | 'shown'>) => (
  <section class="section" aria-label="Tasks">
    <h2>Tasks</h2>
    <p class="small quiet">
      Of the people to whom it was shown, those who have reached the task’s milestone by now.
    </p>
    <NumbersTable
      label="Who has done each task"
      what="Done by"
      of={shown.people}
      rows={tasks.map(({ milestone, name, inForce, opened, done }) => ({
        ...{ key: milestone, people: done },
        name: (
          <>
            <bdi>{name}</bdi>
            <Gone inForce={inForce} />
            {opened.people > 0 && (
              <span class="tiny faint"> {sayNumber(opened.people)} followed it</span>
            )}
          </>
        ),
      }))}
    />
  </section>
)

/** Of a resource centre: what people opened in it. */
export const Items = ({ items, shown }: Pick<GuideNumbers, 'items' | 'shown'>) => (
  <section class="section" aria-label="What was opened">
    <h2>What was opened</h2>
    <NumbersTable
      label="Who opened each item"
      what="Opened by"
      of={shown.people}
      rows={items.map(({ name, section, opened }, at) => ({
        ...{ key: `${at}`, people: opened.people, times: opened.times },
        name: (
          <>
            <bdi>{name}</bdi>{' '}
            {section !== undefined && (
              <span class="tiny faint">
                <bdi>{section}</bdi>
              </span>
            )}
          </>
        ),
      }))}
    />
  </section>
)

/** Variants or languages beside each other. */
export const Parts = ({
  title,
  what,
  says,
  parts,
}: {
  readonly title: string
  readonly what: string
  readonly says: string
  readonly parts: readonly GuidePart[]
}) => (
  <section class="section" aria-label={title}>
    <h2>{title}</h2>
    <p class="small quiet">{says}</p>
    <table class="numbers-table" data-of="parts" aria-label={title}>
      <CountsHead rows={what} counts={['Shown', 'Clicked', 'Completed']} />
      <tbody>
        {parts.map(({ id, shown, clicked, completed }) => (
          <tr key={id}>
            <th scope="row">
              <bdi>{id}</bdi>
            </th>
            <td class="num">{sayNumber(shown)}</td>
            <td class="num quiet">{sayShare(clicked, shown)}</td>
            <td class="num quiet">{sayShare(completed, shown)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

import type { DeletedDefinition } from '@waymark/schemas/api/definitions'
import { Ago } from '../../../ui/ago.tsx'
import { Name } from '../../../ui/name.tsx'
import { definitionName } from '../../../words/names.ts'
import { numbersHref } from '../../guide-numbers/numbers-href.ts'
import { keyOf } from './definition-name.ts'

interface DeletedProps {
  readonly deleted: readonly DeletedDefinition[]
  readonly onOpen: (key: string) => void
}

/** What is no longer in force, and can be brought back. */
export const DeletedSection = ({ deleted, onOpen }: DeletedProps) =>
  deleted.length === 0 ? null : (
    <section class="section definitions" aria-label="Deleted">
      <div>
        <h2>Deleted</h2>
        <p class="small quiet">No longer in force; each can be brought back.</p>
      </div>
      <ul>
        {deleted.map((one) => (
          <li key={keyOf(one)} class="definition draft">
            <div>
              <b>
                <Name>{definitionName(one.kind, one.id, one.name)}</Name>
              </b>{' '}
              <code class="faint">{keyOf(one)}</code>
              <p class="tiny faint">
                Deleted by <Name>{one.by}</Name>, <Ago at={one.at} />
              </p>
            </div>
            <div class="definition-actions">
              {one.kind === 'guide' && (
                <a class="button" href={numbersHref(one.id)}>
                  Numbers
                </a>
              )}
              <button type="button" class="button" onClick={() => onOpen(keyOf(one))}>
                Versions
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )

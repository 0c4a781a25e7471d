import type { ReactNode } from 'react'
import type { Draft } from './variant.ts'

const links = [
  ['products', '/products'],
  ['people', '/people'],
  ['settings', '/settings'],
  ['inbox', '/inbox'],
] as const

interface FrameProps {
  readonly draft: Draft
  readonly children: ReactNode
}

/** What stands around every React page: navigation, a search field, a card with a link; plain elements, as apps write them. */
export const Frame = ({ draft, children }: FrameProps) => {
  const { say, has, order } = draft
  return (
    <div className={draft.look === 'usual' ? 'app' : 'app shell--wide'}>
      <nav aria-label="Main" className="side-nav">
        {order(links).map(
          ([key, href]) =>
            has(key) && (
              <a key={key} href={href} className="side-link" data-truth={key}>
                {say(key)}
              </a>
            ),
        )}
      </nav>
      <main>
        {has('search') && (
          <input type="search" placeholder={say('search')} className="find" data-truth="search" />
        )}
        {has('filter') && (
          <button type="button" aria-label={say('filter')} className="icon" data-truth="filter">
            <svg width="16" height="16" aria-hidden="true">
              <path d="M2 3h12L9 9v5l-2-2V9z" />
            </svg>
          </button>
        )}
        {children}
        <section aria-label="Usage" className="usage">
          <p>12 of 20 seats are taken.</p>
          {has('plans') && (
            <a href="/plans?from=usage" data-truth="plans">
              {say('plans')}
            </a>
          )}
        </section>
      </main>
      {draft.decoys && <Decoys draft={draft} />}
    </div>
  )
}

const Decoys = ({ draft: { say } }: { readonly draft: Draft }) => (
  <footer>
    <button type="button">{say('new')} line</button>
    <button type="button">{say('import')} people</button>
    <button type="button">Do not {say('save').toLowerCase()}</button>
    <button type="button" aria-label={`${say('filter')} people`} />
    <a href="/people/archive">{say('people')} of old</a>
    <a href="/billing">{say('billing')} help</a>
    <button type="button">{say('more')} for people</button>
    <button type="button">{say('invite')} to the beta</button>
    <input type="search" placeholder={`${say('search')} of others`} />
    <a href="/plans/old">{say('plans')} of old</a>
  </footer>
)

/** A list of records: the same controls in every row. */
export const Rows = ({ draft }: { readonly draft: Draft }) => (
  <table>
    <tbody>
      {draft.rowNames.map((name, at) => (
        <tr key={name}>
          <td>{name}</td>
          <td>
            <button type="button" data-truth={`edit-${at}`}>
              {draft.say('edit')}
            </button>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

import type { ResultItem } from '@waymark/schemas/api/results'
import { Fragment } from 'preact'
import { fromId } from '../../words/names.ts'
import { numbersHref } from '../guide-numbers/numbers-href.ts'

/** Leads to how each guide that it shows does: counts, which there are without a holdout, too. */
export const Numbers = ({ of: { name, sends } }: { readonly of: ResultItem }) => {
  const guides = sends.flatMap((sent) => (sent.startsWith('guide/') ? [sent.slice(6)] : []))
  const isAlone = guides.length === 1
  return (
    <>
      {guides.map((id) => (
        <Fragment key={id}>
          <a
            href={numbersHref(id)}
            aria-label={`Numbers of ${isAlone ? name : `${name}, ${fromId(id)}`}`}
          >
            {isAlone ? 'Numbers' : `Numbers of ${fromId(id)}`}
          </a>{' '}
        </Fragment>
      ))}
    </>
  )
}

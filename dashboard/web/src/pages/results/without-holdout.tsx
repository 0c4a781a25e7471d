import type { ResultItem } from '@waymark/schemas/api/results'
import { Name } from '../../ui/name.tsx'
import { sayCount } from '../../words/number.ts'
import { Answers } from './answers-link.tsx'
import { Definition } from './definition-link.tsx'
import { Numbers } from './numbers-links.tsx'
import { kindNames } from './say-results.ts'

/** What cannot be compared for one and the same reason: said once, and listed for who wants to mend it. */
export const WithoutHoldout = ({ results }: { readonly results: readonly ResultItem[] }) => (
  <section class="section result" aria-labelledby="without-holdout">
    <div class="result-head">
      <h2 id="without-holdout">Without a holdout</h2>
    </div>
    <p class="small quiet without-says">
      Nobody is held out of {results.length === 1 ? 'this one' : 'these'}, so nothing can be
      compared: give {results.length === 1 ? 'it' : 'each'} a goal and a share that gets nothing,
      such as <code>holdout: 0.1</code>.
    </p>
    <details class="how-counted">
      <summary class="small">{sayCount(results.length, 'definition', 'definitions')}</summary>
      <ul class="without-list small">
        {results.map((result) => (
          <li key={`${result.kind} ${result.id}`}>
            <Name>{result.name}</Name>{' '}
            <span class="faint">
              {kindNames[result.kind]}
              {result.goal === undefined && ', no goal'}
            </span>{' '}
            <Definition of={result} /> <Numbers of={result} /> <Answers of={result} />
          </li>
        ))}
      </ul>
    </details>
  </section>
)

/** The trail mark. `passed` is done, `look` asks for attention, `open` is still ahead. */
export const Blaze = ({ is = 'passed' }: { readonly is?: 'passed' | 'look' | 'open' }) => (
  <span class="blaze" data-is={is} aria-hidden="true" />
)

/** Progress as a row of blazes, said as words too. */
export const Blazes = ({ passed, of }: { readonly passed: number; readonly of: number }) => (
  <span class="blazes" role="img" aria-label={`${passed} of ${of} done`}>
    {Array.from({ length: of }, (_, at) => (
      <Blaze key={at} is={at < passed ? 'passed' : 'open'} />
    ))}
  </span>
)

/** The logo: two stacked bars. */
export const Mark = () => (
  <span class="mark" aria-hidden="true">
    <i />
    <i />
  </span>
)

import type { Target } from '@waymark/schemas/wire/content'
import type { Examination } from '../../targets.ts'
import { isLaunched } from '../document/launched.ts'
import { setTarget, targetOf } from '../document/steps.ts'
import { Icon } from './icons.tsx'
import type { Part } from './part.ts'

const verdicts: { readonly [verdict in Examination['verdict']]: string } = {
  found: 'Found on this page',
  drifted: 'Found, though it has changed',
  hidden: 'It is here, but cannot be seen now',
  ambiguous: 'Several look the same: none is taken',
  refused: 'Something like it is here, but not surely it',
  missing: 'Not on this page',
}

const isSafe = ({ verdict }: Examination): boolean => verdict === 'found' || verdict === 'drifted'

const signals = ['wm', 'testid', 'id', 'field', 'name', 'text', 'placeholder', 'href'] as const

/** By what it is found again: `test id “new-product”, name “New product”`. */
const sayTarget = (target: Target): string =>
  signals
    .flatMap((signal) => {
      const value = target[signal]
      const text = typeof value === 'string' ? value : value && Object.values(value)[0]
      return text ? [`${signal === 'wm' ? 'data-wm' : signal} “${text}”`] : []
    })
    .join(', ')

const percent = (score: number): number => Math.round(score * 100)

const Confidence = ({ found }: { readonly found: Examination }) => {
  // Of what bears no trace of the element neither a score nor a list says anything.
  const isMissing = found.verdict === 'missing'
  const others = isMissing ? [] : found.likely.slice(1)
  const isScored = !isMissing && found.score > 0
  return (
    <div class="confidence" data-safe={isSafe(found) ? 'yes' : 'no'}>
      <p>
        <b>{verdicts[found.verdict]}</b>
        {isScored && <span class="number"> {percent(found.score)}%</span>}
      </p>
      {isScored && (
        <meter min={0} max={100} value={percent(found.score)} aria-label="How sure the match is" />
      )}
      {found.changed.map(({ signal, recorded, found: now }) => (
        <p key={signal} class="small">
          {signal}: “{recorded}” is “{now}” now
        </p>
      ))}
      {others.length > 0 && (
        <>
          <p class="small">What else it could be:</p>
          <ul class="likely">
            {others.map(({ element, score }) => (
              <li key={element}>
                <span>{element}</span> <span class="number">{percent(score)}%</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

/** What the step points at, and how surely it is found again. */
export const ElementPart = ({ part }: { readonly part: Part }) => {
  const { on, now, pick, change } = part
  const target = targetOf(now.guide, now.step)
  return (
    <>
      <button
        type="button"
        class={`button ${target || isLaunched(now.guide) ? '' : 'first'}`}
        {...on.press(pick)}
      >
        <Icon is="aim" /> {target ? 'Pick another element' : 'Pick an element'}
      </button>
      {target && <p class="small">By {sayTarget(target) || 'what it looks like'}</p>}
      {target && now.found && <Confidence found={now.found} />}
      {(now.guide.type === 'tour' || isLaunched(now.guide)) && target && (
        <button
          type="button"
          class="chip"
          {...on.press(() => change(setTarget(now.step, undefined)))}
        >
          {isLaunched(now.guide) ? 'In a corner' : 'Without an element'}
        </button>
      )}
    </>
  )
}

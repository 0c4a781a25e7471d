import type { PageProps } from '../app.tsx'
import { Icon } from '../parts/icon.tsx'
import { Link } from '../parts/link.tsx'
import { waymark } from '../waymark.ts'

const recipes = [
  { id: 'merged-to-done', when: 'a pull request is merged', does: 'move its card to Done' },
  { id: 'review-to-review', when: 'a review is asked for', does: 'move its card to Review' },
  { id: 'quiet-to-next', when: 'a card lies still for five days', does: 'ask its owner about it' },
] as const

/** What happens by itself: the second time the product is worth something. */
export const AutomationsPage = ({ app, go }: PageProps) => {
  const { automations, connected } = app.workspace
  return (
    <>
      <header class="head">
        <h1>Automations</h1>
        <p>Say it once, and the board keeps itself up to date.</p>
      </header>
      {!connected && (
        <p class="panel">
          Automations follow your code.{' '}
          <Link to="/demo/connect" go={go}>
            Connect it first
          </Link>
          .
        </p>
      )}
      <ul class="recipes">
        {recipes.map(({ id, when, does }) => {
          const isOn = automations.includes(id)
          return (
            <li key={id} class="panel recipe">
              <p>
                When <b>{when}</b>, <b>{does}</b>.
              </p>
              {isOn ? (
                <span class="on">
                  <Icon name="check" /> On
                </span>
              ) : (
                <button
                  type="button"
                  class="button"
                  disabled={!connected}
                  aria-label={`Switch on: when ${when}, ${does}`}
                  onClick={() => {
                    waymark().track('Automation Created', { recipe: id })
                    app.change({ automations: [...automations, id] })
                  }}
                >
                  Switch on
                </button>
              )}
            </li>
          )
        })}
      </ul>
      {automations.length > 0 && (
        <p class="after">
          <Link to="/demo/board" go={go}>
            Back to the board
          </Link>
        </p>
      )}
    </>
  )
}

import type { SlackMessage } from './alert.ts'
import { SlackText } from './slack-text.tsx'

const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' })

interface SlackAlertProps {
  readonly body: SlackMessage
  readonly receivedAt: number
}

/** The message as Slack lays it out. */
export const SlackAlert = ({ body, receivedAt }: SlackAlertProps) => (
  <article class="slack">
    <span class="slack-face" aria-hidden="true">
      <i />
      <i />
    </span>
    <div>
      <p class="slack-who">
        <b>Waymark</b> <span class="app-mark">APP</span>{' '}
        <time dateTime={new Date(receivedAt).toISOString()}>{time.format(receivedAt)}</time>
      </p>
      {body.blocks.map((block, index) => {
        if (block.type === 'header') return <h3 key={index}>{block.text.text}</h3>
        if (block.type === 'context') {
          return (
            <p key={index} class="slack-context">
              {block.elements.map((element) => (
                <SlackText key={element.text} text={element.text} />
              ))}
            </p>
          )
        }
        return (
          <p key={index} class="slack-section">
            <SlackText text={block.text.text} />
          </p>
        )
      })}
    </div>
  </article>
)

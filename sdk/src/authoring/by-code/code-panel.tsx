import { createBoard } from '../page/board.ts'
import type { OwnEvents } from '../page/own-events.ts'
import { placeOnTop } from '../page/place-on-top.ts'
import { IconButton, TextField } from '../panel/controls.tsx'
import { createAuthoringSheet } from '../styles.ts'

interface CodePanelDeps {
  readonly events: OwnEvents
  /** A sentence where the code is none; undefined: it was one. */
  readonly join: (code: string) => Promise<string | undefined>
  readonly leave: () => void
}

/** Asks for the code that the dashboard shows. */
export const openCodePanel = ({ events, join, leave }: CodePanelDeps): (() => void) => {
  const board = createBoard(createAuthoringSheet(), events)
  let code = ''
  let says = ''
  let isJoining = false
  let closed = false
  const connect = async (): Promise<void> => {
    if (isJoining || code.trim() === '') return
    isJoining = true
    says = 'Connecting…'
    draw()
    says = (await join(code)) ?? ''
    isJoining = false
    if (!closed) draw()
  }
  const draw = (): void =>
    board.draw((on) => (
      <section class="panel code-panel" aria-label="Waymark: connect to the dashboard">
        <header class="panel-head">
          <i class="blaze" />
          <h2>Write a guide</h2>
          <IconButton on={on} icon="close" label="Leave authoring" do={leave} />
        </header>
        <div class="stack code-body">
          <p class="small">
            This page keeps no line to the window that opened it. Type the code that the dashboard
            shows for it.
          </p>
          <TextField
            on={on}
            label="Code"
            value={code}
            placeholder="ABCD-EFGH"
            enter={(text) => {
              code = text
            }}
          />
          <button
            type="button"
            class="button first"
            disabled={isJoining}
            {...on.press(() => void connect())}
          >
            Connect
          </button>
          <p class="small" role="status">
            {says}
          </p>
        </div>
      </section>
    ))
  board.onKey(({ key }) => {
    if (key === 'Enter' && board.root.activeElement?.localName === 'input') void connect()
    return false
  })
  board.layer.open(placeOnTop())
  draw()
  board.root.querySelector<HTMLElement>('input')?.focus({ preventScroll: true })
  return () => {
    closed = true
    board.close()
  }
}

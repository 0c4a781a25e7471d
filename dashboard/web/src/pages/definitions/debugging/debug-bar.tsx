import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { debugging } from '../../../debugging/debugging.ts'
import type { Identified } from '../../../debugging/looked.ts'
import { Blaze } from '../../../ui/blaze.tsx'
import { Name } from '../../../ui/name.tsx'
import { shortId } from '../../../words/subject.ts'
import { ReachNotes, sayReach } from '../reach-notes.tsx'

const Called = ({ who: { name, id } }: { readonly who: Identified }) =>
  name === undefined ? (
    <>
      <code title={id}>{shortId(id)}</code>, whom nobody here knows yet
    </>
  ) : (
    <b>
      <Name>{name}</Name>
    </b>
  )

interface ChoiceProps {
  readonly is: 'told' | 'kept'
  readonly does: string
  readonly disabled?: boolean
}

const Choice = ({ is, does, disabled = false }: ChoiceProps) => (
  <button type="button" class="button" disabled={disabled} onClick={() => debugging.answer(is)}>
    {does}
  </button>
)

const readAfterMs = 700

/** What is pressed is what was read: the page could name somebody else while the hand is on its way. */
const Asked = ({ who }: { readonly who: Identified }) => {
  const isRead = useSignal(false)
  useEffect(() => {
    const timer = setTimeout(() => {
      isRead.value = true
    }, readAfterMs)
    return () => clearTimeout(timer)
  }, [isRead])
  return (
    <>
      <p class="small grow">
        The page says that it is <Called who={who} />. Tell it, and so any script in it, which gates
        of each guide are open or shut for them, and what those expect and find?
      </p>
      <Choice is="told" does="Tell it" disabled={!isRead.value} />
      <Choice is="kept" does="Keep it here" disabled={!isRead.value} />
    </>
  )
}

/** The page says who it is, so the page does not decide what it is told of them. */
const Who = ({ who }: { readonly who: Identified }) => (
  <div class="authoring-head" role="status">
    {who.is === 'asked' && <Asked key={who.subject} who={who} />}
    {who.is === 'told' && (
      <>
        <p class="small grow">
          Its panel says both halves for <Called who={who} />.
        </p>
        <Choice is="kept" does="Tell it no more" />
      </>
    )}
    {who.is === 'kept' && (
      <>
        <p class="small grow">
          The page is not told about <Called who={who} />.
        </p>
        <Choice is="told" does="Tell it" />
      </>
    )}
  </div>
)

/** The window that is debugged now, and what it may be told. */
export const DebugBar = () => {
  const shown = debugging.shown.value
  if (!shown) return null
  const { page, url, who, problem } = shown
  return (
    <section class="authoring" aria-label="Being debugged now">
      <div class="authoring-head">
        <Blaze is="look" />
        <p class="grow">
          <b>Debug panel</b>{' '}
          <span class="quiet">{sayReach({ ...shown, url: URL.parse(url)?.origin ?? url })}</span>
          <br />
          <span class="small" role="status">
            {problem}
          </span>
        </p>
        <button type="button" class="button" onClick={debugging.end}>
          Finish
        </button>
      </div>
      <ReachNotes
        shown={shown}
        onCode={() => void debugging.useCode()}
        onAgain={debugging.openAgain}
      />
      {page === 'there' && who && <Who who={who} />}
    </section>
  )
}

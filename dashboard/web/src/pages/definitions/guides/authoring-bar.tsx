import { authoring } from '../../../authoring/authoring.ts'
import { Blaze } from '../../../ui/blaze.tsx'
import { fromId } from '../../../words/names.ts'
import { ReachNotes, sayReach } from '../reach-notes.tsx'
import { PreviewAs } from './preview-as.tsx'

/** What is being written now, and whether it is kept. */
export const AuthoringBar = () => {
  const shown = authoring.shown.value
  if (!shown) return null
  const { guide, page, draft, theirs, unkept } = shown
  return (
    <section class="authoring" aria-label="Being written now">
      <div class="authoring-head">
        <Blaze is="look" />
        <p class="grow">
          <b>{guide.name ?? fromId(guide.id)}</b> <span class="quiet">{sayReach(shown)}</span>
          <br />
          <span class="small" role="status">
            {draft.text}
          </span>
        </p>
        <button type="button" class="button" onClick={() => void authoring.saveNow()}>
          Save
        </button>
        <button type="button" class="button" onClick={() => void authoring.finish()}>
          Finish
        </button>
      </div>
      <ReachNotes
        shown={shown}
        onCode={() => void authoring.useCode()}
        onAgain={authoring.openAgain}
      />
      {page === 'there' && <PreviewAs {...shown} />}
      {unkept && draft.state !== 'saved' && (
        <div class="authoring-head" role="alert">
          <p class="small grow">
            What was written last is not saved. It is tried again while this stays open.
          </p>
          <button type="button" class="button" onClick={() => void authoring.finish()}>
            Try again
          </button>
          <button type="button" class="button" data-look="bad" onClick={authoring.end}>
            Throw it away
          </button>
        </div>
      )}
      {draft.state === 'stale' && !theirs && (
        <div class="authoring-head">
          <p class="small grow">Somebody has published or discarded this draft meanwhile.</p>
          <button type="button" class="button" onClick={() => void authoring.resolve('mine')}>
            Keep mine as a new draft
          </button>
        </div>
      )}
      {theirs && (
        <div class="authoring-head">
          <p class="small grow">{theirs.by} has changed this draft meanwhile.</p>
          <button type="button" class="button" onClick={() => void authoring.resolve('theirs')}>
            Go on with theirs
          </button>
          <button type="button" class="button" onClick={() => void authoring.resolve('mine')}>
            Write over it
          </button>
        </div>
      )}
    </section>
  )
}

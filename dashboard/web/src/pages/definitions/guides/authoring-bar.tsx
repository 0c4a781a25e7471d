import { authoring } from '../../../authoring/authoring.ts'
import { Blaze } from '../../../ui/blaze.tsx'
import { fromId } from '../../../words/names.ts'

const Silent = ({ url }: { readonly url: string }) => (
  <div class="small quiet">
    <p>
      The page has not answered yet. It does once it has loaded with Waymark in it. If it stays
      silent:
    </p>
    <ul class="plain-list">
      <li>Is the snippet on {URL.parse(url)?.origin}? Its key must be of this environment.</li>
      <li>
        Does the page, or the sign-in before it, send <code>Cross-Origin-Opener-Policy</code>? It
        then cuts the line to this window. Open one that does not, such as a staging host.
      </li>
    </ul>
  </div>
)

/** What is being written now, and whether it is kept. */
export const AuthoringBar = () => {
  const shown = authoring.shown.value
  if (!shown) return null
  const { guide, page, url, draft, theirs } = shown
  const where = page === 'there' ? `In ${url.replace(/[?#].*$/, '')}` : 'The page is opening…'
  return (
    <section class="authoring" aria-label="Being written now">
      <div class="authoring-head">
        <Blaze is="look" />
        <p class="grow">
          <b>{guide.name ?? fromId(guide.id)}</b> <span class="quiet">{where}</span>
          <br />
          <span class="small" role="status">
            {draft.text}
          </span>
        </p>
        <button type="button" class="button" onClick={() => void authoring.saveNow()}>
          Save
        </button>
        <button
          type="button"
          class="button"
          onClick={() => void authoring.saveNow().then(authoring.end)}
        >
          Finish
        </button>
      </div>
      {page === 'silent' && <Silent url={url} />}
      {theirs && (
        <div class="authoring-head">
          <p class="small grow">{theirs.by} has changed this draft meanwhile.</p>
          <button type="button" class="button" onClick={() => authoring.resolve('theirs')}>
            Go on with theirs
          </button>
          <button type="button" class="button" onClick={() => authoring.resolve('mine')}>
            Write over it
          </button>
        </div>
      )}
    </section>
  )
}

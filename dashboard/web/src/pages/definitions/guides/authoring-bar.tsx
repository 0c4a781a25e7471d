import { authoring } from '../../../authoring/authoring.ts'
import type { Shown } from '../../../authoring/shown.ts'
import { Blaze } from '../../../ui/blaze.tsx'
import { fromId } from '../../../words/names.ts'
import { PreviewAs } from './preview-as.tsx'

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
        then cuts the line to this window. The page can be connected by a code:{' '}
        <button type="button" class="link-button" onClick={() => void authoring.useCode()}>
          open it with one
        </button>
        .
      </li>
    </ul>
  </div>
)

/** The window looks closed: it is, or its page has cut the line. */
const Cut = () => (
  <div class="authoring-head">
    <p class="small quiet grow">
      The window was closed, or its page, or the sign-in before it, sends{' '}
      <code>Cross-Origin-Opener-Policy</code> and has cut the line to this window. The page can be
      opened once more, and connected by a code.
    </p>
    <button type="button" class="button" onClick={() => void authoring.useCode()}>
      Open it with a code
    </button>
  </div>
)

/** A page without the tools, between two that have them, may have lost what its window knew. */
const Again = () => (
  <p class="small quiet">
    No tools in the page any more?{' '}
    <button type="button" class="link-button" onClick={() => void authoring.useCode()}>
      Open it with a code
    </button>
  </p>
)

/** What the author types in the page. */
const Code = ({ code }: { readonly code: string | undefined }) => (
  <div class="authoring-head">
    <p class="small quiet grow">
      Type this code in the page that was opened. It works once, within five minutes, and only at
      that address.
    </p>
    <output class="pairing-code" aria-label="Code">
      {code ?? '…'}
    </output>
  </div>
)

const pages: { readonly [page in Shown['page']]: (url: string) => string } = {
  opening: () => 'The page is opening…',
  silent: () => 'The page is opening…',
  cut: () => 'The page is out of reach',
  code: () => 'Waits for the code to be typed in the page',
  there: (url) => `In ${url.replace(/[?#].*$/, '')}`,
}

/** What is being written now, and whether it is kept. */
export const AuthoringBar = () => {
  const shown = authoring.shown.value
  if (!shown) return null
  const { guide, page, url, draft, theirs } = shown
  return (
    <section class="authoring" aria-label="Being written now">
      <div class="authoring-head">
        <Blaze is="look" />
        <p class="grow">
          <b>{guide.name ?? fromId(guide.id)}</b> <span class="quiet">{pages[page](url)}</span>
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
      {page === 'cut' && <Cut />}
      {page === 'code' && <Code code={shown.code} />}
      {page === 'there' && shown.byCode && <Again />}
      {page === 'there' && <PreviewAs {...shown} />}
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

import type { Opened } from '../../opened-page/opened.ts'

interface ReachNotesProps {
  readonly shown: Opened & { readonly url: string }
  /** Opens the page once more, to be reached by a code. */
  readonly onCode: () => void
  /** Opens it again where its window was closed. */
  readonly onAgain: () => void
}

const CodeLink = ({
  onCode,
  does,
}: Pick<ReachNotesProps, 'onCode'> & { readonly does: string }) => (
  <button type="button" class="link-button" onClick={onCode}>
    {does}
  </button>
)

const Silent = ({ shown: { url }, onCode }: ReachNotesProps) => (
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
        <CodeLink onCode={onCode} does="open it with one" />.
      </li>
    </ul>
  </div>
)

/** The window looks closed: it is, or its page has cut the line. */
const Cut = ({ onCode, onAgain }: Pick<ReachNotesProps, 'onCode' | 'onAgain'>) => (
  <div class="authoring-head">
    <p class="small quiet grow">
      Was its window closed? Then open the page again. If the window is still there, its page, or
      the sign-in before it, sends <code>Cross-Origin-Opener-Policy</code> and has cut the line: the
      page can be opened once more, and connected by a code.
    </p>
    <button type="button" class="button" onClick={onAgain}>
      Open the page again
    </button>
    <button type="button" class="button" onClick={onCode}>
      Open it with a code
    </button>
  </div>
)

/** A page without the tools, between two that have them, may have lost what its window knew. */
const Again = ({ onCode }: Pick<ReachNotesProps, 'onCode'>) => (
  <p class="small quiet">
    No tools in the page any more? <CodeLink onCode={onCode} does="Open it with a code" />
  </p>
)

/** What is typed in the page. */
const Code = ({ code }: Pick<Opened, 'code'>) => (
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

/** What keeps a page that was opened from talking with this window, and the way round it. */
export const ReachNotes = (props: ReachNotesProps) => {
  const { page, code, byCode } = props.shown
  if (page === 'silent') return <Silent {...props} />
  if (page === 'cut') return <Cut {...props} />
  if (page === 'code') return <Code code={code} />
  return page === 'there' && byCode ? <Again {...props} /> : null
}

const pages: { readonly [page in Opened['page']]: (url: string) => string } = {
  opening: () => 'The page is opening…',
  silent: () => 'The page is opening…',
  cut: () => 'The page is out of reach',
  code: () => 'Waits for the code to be typed in the page',
  there: (url) => `In ${url.replace(/[?#].*$/, '')}`,
}

/** Where the page is, in a few words. */
export const sayReach = ({ page, url }: ReachNotesProps['shown']): string => pages[page](url)

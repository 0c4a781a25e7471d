import { useState } from 'preact/hooks'
import type { PageProps } from '../app.tsx'
import { Icon } from '../parts/icon.tsx'
import { Link } from '../parts/link.tsx'
import { waymark } from '../waymark.ts'

const codeFor = (company: string): string => `npx corkline-link --team ${company}`

const copy = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

const Connected = ({ go }: { readonly go: PageProps['go'] }) => (
  <section class="panel good" role="status">
    <h2>
      <Icon name="check" /> Your code is connected
    </h2>
    <p>Pushes to main show on your cards. Next, let something happen by itself.</p>
    <Link to="/demo/automations" go={go} class="button primary">
      Set up an automation
    </Link>
  </section>
)

/** Where the code is copied and its arrival is checked: the first time the product is worth something. */
export const ConnectPage = ({ app, go }: PageProps) => {
  const [copied, setCopied] = useState<'no' | 'yes' | 'by hand'>('no')
  const code = codeFor(app.user?.company.id ?? 'team')
  const onCopy = async (): Promise<void> => {
    waymark().track('Code Copied')
    setCopied((await copy(code)) ? 'yes' : 'by hand')
  }
  return (
    <>
      <header class="head">
        <h1>Connect your code</h1>
        <p>One line in your pipeline, and cards move when the code behind them does.</p>
      </header>
      {app.workspace.connected && <Connected go={go} />}
      <section class="panel">
        <h2>1. Add this line to your pipeline</h2>
        <div class="code">
          <code>{code}</code>
          <button
            type="button"
            class="primary"
            data-testid="copy-snippet"
            onClick={() => {
              onCopy().catch(() => setCopied('by hand'))
            }}
          >
            Copy code
          </button>
        </div>
        <p class="note" role="status">
          {copied === 'yes' && 'Copied.'}
          {copied === 'by hand' && 'The browser keeps its clipboard to itself: select the line.'}
        </p>
      </section>
      {!app.workspace.connected && (
        <section class="panel">
          <h2>2. Push a commit</h2>
          <p>In this demo one button stands for your pipeline.</p>
          <button
            type="button"
            class="button"
            onClick={() => {
              waymark().track('Code Installed', { pipeline: 'main' })
              app.change({ connected: true })
            }}
          >
            Push a commit
          </button>
        </section>
      )}
    </>
  )
}

import type { Setup } from '@waymark/schemas/api/setup'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useParam } from '../../ui/use-param.ts'
import { policyLines } from './policy-lines.ts'
import { snippets } from './snippets.ts'

/** The ways to install, and what a strict page has to allow. */
export const InstallStep = ({ setup }: { readonly setup: Setup }) => {
  const [chosen, choose] = useParam('how')
  const all = snippets(setup)
  const open = all.find((one) => one.id === chosen) ?? all[0]
  if (!open) return null
  return (
    <div class="stack">
      <div>
        <Tabs
          label="Ways to install"
          tabs={all}
          open={open.id}
          onOpen={(id) => choose(id, 'replace')}
        >
          <div class="stack snippet">
            <p class="small quiet">{open.says}</p>
            <CodeBlock label={`Code: ${open.label}`} text={open.code} />
          </div>
        </Tabs>
      </div>
      {open.id !== 'server' && (
        <details class="small">
          <summary>My page has a Content Security Policy</summary>
          <div class="stack snippet">
            <p class="quiet">
              Add each line to the directive of that name. Nothing else is needed: no eval, no
              inline styles, no Trusted Types policy.
            </p>
            <CodeBlock
              label="What the Content Security Policy has to allow"
              text={policyLines(setup.csp, open.id)}
            />
            {open.id === 'tag' && (
              <p class="quiet">
                With nonces instead, put the page’s nonce on both tags; then only{' '}
                <code>connect-src</code> and <code>img-src</code> are needed.
              </p>
            )}
          </div>
        </details>
      )}
    </div>
  )
}

import type { Setup } from '@waymark/schemas'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useParam } from '../../ui/use-param.ts'
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
      {open.id === 'tag' && (
        <details class="small">
          <summary>My page has a Content Security Policy</summary>
          <div class="stack snippet">
            <p class="quiet">
              Add these to it. Nothing else is needed: no inline code, no eval, no inline styles.
            </p>
            <CodeBlock label="What the Content Security Policy has to allow" text={setup.csp} />
          </div>
        </details>
      )}
    </div>
  )
}

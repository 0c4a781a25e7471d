import { createWaymark } from '@waymark/sdk'
import { useDecisions, useIdentify, useTrack, WaymarkProvider } from '@waymark/sdk/react'
// biome-ignore lint/correctness/noUnresolvedImports: it is there; Biome does not read React's CommonJS.
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'

const Report = () => {
  const [plan, setPlan] = useState('free')
  const track = useTrack()
  useIdentify({ userId: 'ann', traits: { plan } })
  return (
    <main>
      <h1>Report</h1>
      <button type="button" onClick={() => track('Report Exported', { format: 'csv' })}>
        Export
      </button>
      <button type="button" onClick={() => setPlan('pro')}>
        Upgrade
      </button>
      <Decided />
    </main>
  )
}

/** An app may draw itself what was decided: `guides: 'headless'`. */
const Decided = () => (
  <ul>
    {useDecisions().map(({ id, guide }) => (
      <li key={id}>{guide}</li>
    ))}
  </ul>
)

const root = document.querySelector<HTMLElement>('#app')
const { key = '', host = '' } = root?.dataset ?? {}
// Made once, outside of components: React may render them as often as it likes.
const client = createWaymark({ key, host, guides: 'headless' })

if (root) {
  createRoot(root).render(
    <StrictMode>
      <WaymarkProvider client={client}>
        <Report />
      </WaymarkProvider>
    </StrictMode>,
  )
}

import { createWaymark } from '@waymark/sdk'
import { useDecisions, useIdentify, useTrack, waymarkPlugin } from '@waymark/sdk/vue'
import { createApp, defineComponent, h, ref } from 'vue'

/** Written with `h`, so that the example needs no compiler; in a single-file component the calls are the same. */
const Report = defineComponent(() => {
  const plan = ref('free')
  const track = useTrack()
  useIdentify(() => ({ userId: 'ann', traits: { plan: plan.value } }))
  // An app may draw itself what was decided: `guides: 'headless'`.
  const decisions = useDecisions()
  const exportReport = () => track('Report Exported', { format: 'csv' })
  const upgrade = () => {
    plan.value = 'pro'
  }
  return () =>
    h('main', [
      h('h1', 'Report'),
      h('button', { type: 'button', onClick: exportReport }, 'Export'),
      h('button', { type: 'button', onClick: upgrade }, 'Upgrade'),
      h(
        'ul',
        decisions.value.map(({ id, guide }) => h('li', { key: id }, guide)),
      ),
    ])
})

const { key = '', host = '' } = document.querySelector<HTMLElement>('#app')?.dataset ?? {}
const client = createWaymark({ key, host, guides: 'headless' })

createApp(Report).use(waymarkPlugin(client)).mount('#app')

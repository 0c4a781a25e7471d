/** Another library, as its npm package gives it, measured in the same run as ours. */
export interface Peer {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly does: 'events' | 'guides' | 'both'
  /** A module: starts it, and where it draws guides sets `window.show`; under `/in` is a server that takes everything. */
  readonly entry: string
  /** What is on the page once a guide is. */
  readonly card?: string
}

const guided = `{ element: '#target', popover: { title: 'Create your first product', description: 'Start here.' } }`

/**
 * Run unmodified, on the measuring machine only; none is a dependency of the project or part of what it hands out, which is what makes
 * measuring those under the AGPL a plain use of them.
 */
export const peers: readonly Peer[] = [
  {
    name: 'posthog-js',
    version: '1.449.2',
    licence: 'Apache-2.0 and MIT',
    does: 'events',
    entry: `import posthog from 'posthog-js'
posthog.init('phc_bench', { api_host: location.origin + '/in' })
posthog.capture('Started')`,
  },
  {
    name: '@segment/analytics-next',
    version: '1.84.3',
    licence: 'MIT',
    does: 'events',
    entry: `import { AnalyticsBrowser } from '@segment/analytics-next'
const analytics = AnalyticsBrowser.load({ writeKey: 'bench', cdnURL: location.origin + '/in' })
analytics.page()
analytics.track('Started')`,
  },
  {
    name: 'driver.js',
    version: '1.8.0',
    licence: 'MIT',
    does: 'guides',
    card: '.driver-popover',
    entry: `import { driver } from 'driver.js'
import 'driver.js/dist/driver.css'
const tour = driver({ steps: [${guided}] })
window.show = () => tour.drive()`,
  },
  {
    name: 'shepherd.js',
    version: '15.3.0',
    licence: 'AGPL-3.0',
    does: 'guides',
    card: '.shepherd-element',
    entry: `import Shepherd from 'shepherd.js'
import 'shepherd.js/dist/css/shepherd.css'
const tour = new Shepherd.Tour({ steps: [{ title: 'Create your first product', text: 'Start here.', attachTo: { element: '#target', on: 'bottom' } }] })
window.show = () => tour.start()`,
  },
  {
    name: 'intro.js',
    version: '8.6.0',
    licence: 'AGPL-3.0',
    does: 'guides',
    card: '.introjs-tooltip',
    entry: `import introJs from 'intro.js'
import 'intro.js/introjs.css'
const tour = introJs.tour().setOptions({ steps: [{ element: '#target', title: 'Create your first product', intro: 'Start here.' }] })
window.show = () => tour.start()`,
  },
]

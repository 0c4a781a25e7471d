import type { Setup } from '@waymark/schemas/api/setup'

export interface Snippet {
  readonly id: string
  readonly label: string
  readonly says: string
  readonly code: string
}

const host = (url: string): string => url.replace(/^https?:\/\//, '').replace(/\/$/, '')

/** The ways to send events, each ready to paste with the real key. */
export const snippets = ({ snippet, writeKey, ingestUrl }: Setup): readonly Snippet[] => [
  {
    id: 'tag',
    label: 'Script tag',
    says: 'Paste this into the <head> of every page of your app.',
    code: snippet,
  },
  {
    id: 'segment',
    label: 'Existing Segment client',
    says: 'Keep your code. Change the key and the address that it sends to.',
    code: `import { AnalyticsBrowser } from '@segment/analytics-next'

export const analytics = AnalyticsBrowser.load(
  { writeKey: '${writeKey}', cdnURL: '${ingestUrl}' },
  {
    integrations: {
      'Segment.io': {
        apiHost: '${host(ingestUrl)}/v1',
        protocol: '${ingestUrl.startsWith('https') ? 'https' : 'http'}',
      },
    },
  },
)`,
  },
  {
    id: 'server',
    label: 'Server',
    says: 'Send an event from your server; it is stored when the answer is 200. Use a server key from Settings, and keep it out of pages: facts sent with a write key are unverified.',
    code: `export WAYMARK_SERVER_KEY=sk_… # from Settings, Keys

curl ${ingestUrl}/v1/track \\
  -u "$WAYMARK_SERVER_KEY:" \\
  -H 'content-type: application/json' \\
  -d '{"userId":"ana@acme.example","event":"Product Created"}'`,
  },
]

/** What to send so that a visitor gets a name. */
export const identifyCode = `waymark.identify('user-42', {
  email: 'ana@acme.example',
  name: 'Ana Sousa',
})
waymark.group('acme', { name: 'Acme' })`

export const milestoneFile = `# definitions/journey.yaml
kind: milestone
id: product-created
name: Product created
order: 1
level: person
reached: { did: { event: Product Created } }`

export const guideFile = `# definitions/welcome.yaml
kind: guide
id: create-a-product
type: tooltip
target: { role: button, name: New product }
trigger: { url: "/*", after: { element: visible } }
steps: [ { content: [ { text: "Start here: make your first product." } ] } ]
---
kind: engagement
id: help-to-start
audience: { not: { milestone: { id: product-created } } }
send: [ { guide: create-a-product } ]
goal: { milestone: { id: product-created } }`

export const scoreFile = `# definitions/score.yaml
kind: score
id: engagement
name: Engagement of people
level: person
core: [ { event: Product Created }, { event: Report Viewed } ]`

/** The command that publishes the files of a folder. */
export const applyCommand = (env: string): string =>
  `npm run waymark -- apply definitions --env ${env}`

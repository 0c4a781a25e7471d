import { CodeBlock } from '../../ui/code-block.tsx'

const recipe = `import { createHmac, timingSafeEqual } from 'node:crypto'

// secret: what “Show secret” gives, e.g. whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
const signed = [id, timestamp, rawBody].join('.') // webhook-id, webhook-timestamp
const want = createHmac('sha256', key).update(signed).digest()
const genuine = signatures.split(' ').some((one) => { // webhook-signature: v1,…
  const have = Buffer.from(one.replace('v1,', ''), 'base64')
  return have.length === want.length && timingSafeEqual(have, want)
})
const recent = Math.abs(Date.now() / 1000 - Number(timestamp)) < 300`

/** How a receiver knows that an alert is genuine. */
export const SignatureRecipe = () => (
  <div class="stack">
    <p class="quiet">
      Every webhook is signed as Standard Webhooks describe, so the libraries of{' '}
      <b>standardwebhooks</b> verify it. By hand:
    </p>
    <CodeBlock label="Code that verifies a signature" text={recipe} />
    <p class="small quiet">
      An alert may come twice: remember <code>webhook-id</code>. Refuse what is older than five
      minutes.
    </p>
  </div>
)

import type {
  AuthoringHeard,
  AuthoringJoinAnswer,
  AuthoringJoinRequest,
  AuthoringTalk,
  AuthoringTalkRequest,
  TicketPurpose,
} from '@waymark/schemas/wire/authoring'
import type { SaidOnLine, SaidToPage } from '@waymark/schemas/wire/page-line'
import type { Transport } from '../../core/transport.ts'
import type { OwnLine } from './own-line.ts'

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const
const hashed = { name: 'ECDSA', hash: 'SHA-256' } as const
/** Longer than ingest waits for something to be said. */
const answeredWithinMs = 30_000

export interface TalkDeps {
  readonly transport: Transport
  readonly writeKey: string
  readonly purpose: TicketPurpose
}

/** Shows a code that the dashboard made; undefined: it is none, which the status says more of. */
export const joinLine = async (
  { transport, writeKey, purpose }: TalkDeps,
  code: string,
): Promise<OwnLine | 'refused' | 'later'> => {
  const keys = await crypto.subtle.generateKey(curve, false, ['sign', 'verify'])
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', keys.publicKey)
  const request: AuthoringJoinRequest = { writeKey, code, key: { x, y }, purpose }
  const answer = await transport.post('/v1/authoring/join', JSON.stringify(request))
  if (answer.kind !== 'ok') return answer.kind
  const { line } = answer.body as AuthoringJoinAnswer
  return { line, keys, at: Date.now() }
}

const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

/** Says something over the line, or asks what was said there. */
export const talkOver = async (
  { transport, writeKey }: TalkDeps,
  { line, keys }: OwnLine,
  talk: { readonly said: readonly SaidOnLine[]; readonly after?: number },
): Promise<AuthoringHeard<SaidToPage> | 'refused' | 'later'> => {
  const whole: AuthoringTalk = { line, n: nextNumber(), ...talk }
  const signed = JSON.stringify(whole)
  const bytes = new TextEncoder().encode(signed)
  const signature = base64url(await crypto.subtle.sign(hashed, keys.privateKey, bytes))
  const request: AuthoringTalkRequest = { writeKey, signed, signature }
  const answer = await transport.post('/v1/authoring/talk', JSON.stringify(request), {
    timeoutMs: answeredWithinMs,
  })
  return answer.kind === 'ok' ? (answer.body as AuthoringHeard<SaidToPage>) : answer.kind
}

let last = 0

/** Grows, from page to page too. */
const nextNumber = (): number => {
  last = Math.max(last + 1, Date.now())
  return last
}

import type { Clock, Sealer } from '@waymark/runtime'
import { identitySecretName, type StoredIdentity } from '@waymark/schemas'
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
import { type Fault, isFault } from '../http/fault.ts'
import { graceMs, type Proof, toleranceMs } from './proof.ts'

/** Checks the tokens by which pages prove who is signed in. */
export interface Identities {
  /**
   * What a token proves, and when it ended, if it did less than 72 h ago: events from before may still come.
   * A token's signature is checked once; then it is remembered, in memory.
   */
  readonly prove: (env: string, token: unknown) => Promise<Proof | Fault>
  /** Whether nobody is served as a user without a token. */
  readonly enforces: (env: string) => boolean
  readonly put: (identity: StoredIdentity) => void
}

interface IdentitiesDeps {
  readonly sealer: Sealer
  readonly clock: Clock
}

const longestToken = 8192
const mostAccounts = 50
const mostRemembered = 10_000

const invalid = (why: string): Fault => ({
  code: 'token_invalid',
  message: `The identity token is not valid: ${why}.`,
  at: 'token',
})

const notAText = invalid('it is no text of at most 8 KB')
const notSetUp = invalid('this environment has no signing keys')

const secretAlgorithms = ['HS256']
const publicAlgorithms = ['RS256', 'ES256']

const isId = (value: unknown): value is string => typeof value === 'string' && value !== ''

const proofOf = ({ sub, exp, nbf, accounts }: JWTPayload, now: number): Proof | Fault => {
  // The library's tolerance is as wide as the grace of a token that has ended; that of one to come is not.
  if (nbf !== undefined && nbf * 1000 > now + toleranceMs) return invalid('it is not in force yet')
  if (!isId(sub)) return invalid('sub has to be the user id')
  if (accounts !== undefined && !(Array.isArray(accounts) && accounts.every(isId)))
    return invalid('accounts has to be a list of group ids')
  return {
    sub,
    expires: (exp ?? 0) * 1000,
    accounts: ((accounts ?? []) as string[]).slice(0, mostAccounts),
  }
}

/** A sentence for whoever builds the tokens; nothing of the token or of a key is in it. */
const reasonOf = (error: unknown): string => {
  if (error instanceof errors.JWTExpired) return 'it ended more than 72 hours ago'
  if (error instanceof errors.JWTClaimValidationFailed)
    return `its claim ${error.claim} is missing or wrong`
  if (error instanceof errors.JOSEAlgNotAllowed) return 'it is signed with another algorithm'
  if (
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey
  )
    return 'it is signed with another key'
  return 'it cannot be read'
}

type Check = (token: string) => Promise<JWTPayload>

/** A JWK set may hold keys of which one cannot be used; the others go on. */
const checksOf = (
  { env, secrets, jwks }: StoredIdentity,
  { sealer, clock }: IdentitiesDeps,
): readonly Check[] => {
  const options = () => ({
    audience: env,
    requiredClaims: ['sub', 'exp', 'aud'],
    // A token that has ended still proves what happened before.
    clockTolerance: (graceMs + toleranceMs) / 1000,
    currentDate: new Date(clock()),
  })
  const bySecret = secrets.flatMap(({ id, sealed }): readonly Check[] => {
    const text = sealer.open(identitySecretName(env, id), sealed)
    if (text === undefined) return []
    const key = new TextEncoder().encode(text)
    return [
      async (token) =>
        (await jwtVerify(token, key, { ...options(), algorithms: secretAlgorithms })).payload,
    ]
  })
  if (!jwks) return bySecret
  const find = createLocalJWKSet(jwks as unknown as JSONWebKeySet)
  return [
    ...bySecret,
    async (token) =>
      (await jwtVerify(token, find, { ...options(), algorithms: publicAlgorithms })).payload,
  ]
}

const firstProof = async (
  checks: readonly Check[],
  token: string,
  now: number,
): Promise<Proof | Fault> => {
  let fault = notSetUp
  for (const check of checks) {
    try {
      return proofOf(await check(token), now)
    } catch (error) {
      // What the right key says of the token tells more than that the others are not its key.
      const reason = reasonOf(error)
      if (fault === notSetUp || reason.startsWith('its ') || reason.startsWith('it ended'))
        fault = invalid(reason)
    }
  }
  return fault
}

interface Known {
  readonly identity: StoredIdentity
  readonly checks: readonly Check[]
  /** Tokens that were checked, the oldest first. */
  readonly remembered: Map<string, Proof>
}

/** Identity tokens of each environment; the topic `definitions` is the only source of their keys. */
export const createIdentities = (deps: IdentitiesDeps): Identities => {
  const known = new Map<string, Known>()

  const proveAnew = async (
    { checks, remembered }: Known,
    token: string,
  ): Promise<Proof | Fault> => {
    const proof = await firstProof(checks, token, deps.clock())
    if (isFault(proof)) return proof
    const [oldest] = remembered.keys()
    if (remembered.size >= mostRemembered && oldest !== undefined) remembered.delete(oldest)
    remembered.set(token, proof)
    return proof
  }

  return {
    prove: async (env, token) => {
      if (typeof token !== 'string' || token.length > longestToken) return notAText
      const one = known.get(env)
      if (!one) return notSetUp
      return one.remembered.get(token) ?? proveAnew(one, token)
    },
    enforces: (env) => known.get(env)?.identity.mode === 'enforce',
    put: (identity) => {
      known.set(identity.env, {
        identity,
        checks: checksOf(identity, deps),
        remembered: new Map(),
      })
    },
  }
}

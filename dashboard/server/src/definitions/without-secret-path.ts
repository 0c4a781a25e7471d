import type { Definition } from '@waymark/schemas'

/** A chat's address is a credential: whoever has it may post there. Where it leads stays, the rest does not. */
export const withoutSecretPath = (definition: Definition): Definition =>
  definition.kind === 'endpoint' && definition.type !== 'email'
    ? { ...definition, url: `${new URL(definition.url).origin}/…` }
    : definition

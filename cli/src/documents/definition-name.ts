import { type DefinitionKind, definitionKinds } from '@waymark/schemas'
import { InvalidArgumentError } from 'commander'

/** Which definition, as it is named everywhere: `guide/tour`. */
export interface DefinitionName {
  readonly kind: DefinitionKind
  readonly id: string
}

/** Reads `KIND/ID` as an argument of a command. */
export const definitionName = (text: string): DefinitionName => {
  const [, kind, id] = /^([a-z]+)\/([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(text) ?? []
  const known = definitionKinds.find((one) => one === kind)
  if (known && id !== undefined) return { kind: known, id }
  throw new InvalidArgumentError(
    `KIND/ID is expected, such as guide/tour. Kinds: ${definitionKinds.join(', ')}.`,
  )
}

/** Where the API has it: `/api/definitions/guide/tour` */
export const pathOf = ({ kind, id }: DefinitionName): string => `/api/definitions/${kind}/${id}`

import {
  type DefinitionKind,
  definitionSchemas,
  type Rule,
  ruleKinds,
  ruleNames,
  ruleSchema,
} from '@waymark/schemas'
import { z } from 'zod'

export type Json = { readonly [key: string]: unknown }

/** A definition as people write it. `apply` reads it by the schema of its kind, and says of each what is wrong. */
export const documentSchema = z.unknown()

/** A rule inside another one. */
const innerRule = z.unknown() as unknown as z.ZodType<Rule>

/** Schemas that are described once and named from there on: some hold themselves, and all are long. */
const named: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [ruleSchema, 'Rule'],
  [innerRule, 'Rule'],
  [documentSchema, 'Definition'],
])

/** A schema as JSON Schema, 2020-12. */
export const jsonSchema = (schema: z.ZodType): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    unrepresentable: 'any',
    io: 'input',
    reused: 'inline',
    override: ({ zodSchema, jsonSchema: made }) => {
      const name = named.get(zodSchema)
      if (name === undefined) return
      for (const key of Object.keys(made)) delete made[key as keyof typeof made]
      made.$ref = `#/components/schemas/${name}`
    },
  })
  return rest
}

/** The rule language: exactly one key names the kind. */
const rule = (): Json => ({
  description: 'A rule: a tree whose every node has exactly one key, the kind.',
  oneOf: ruleNames.map((name) => ({
    title: name,
    type: 'object',
    required: [name],
    additionalProperties: false,
    properties: { [name]: jsonSchema(ruleKinds[name].schema(innerRule)) },
  })),
})

const definition = (): Json => ({
  description: 'A milestone, segment, PQL, lifecycle, engagement, flow, guide or endpoint.',
  oneOf: Object.keys(definitionSchemas).map((kind) => ({
    title: kind,
    ...jsonSchema(definitionSchemas[kind as DefinitionKind]),
  })),
})

/** The schemas that others name. */
export const namedSchemas = (): Json => ({ Rule: rule(), Definition: definition() })

import { armsOf, type Definition, textsOfEmail, tokensIn } from '@waymark/schemas'

const textsOf = (definition: Definition): readonly string[] => {
  if (definition.kind === 'email')
    return textsOfEmail(definition).flatMap((text) =>
      typeof text === 'string' ? [text] : Object.values(text),
    )
  if (definition.kind === 'guide') return [JSON.stringify(definition.steps)]
  if (definition.kind === 'flow')
    return definition.steps.flatMap(({ send }) => [send?.say ?? '', send?.task?.title ?? ''])
  if (definition.kind !== 'engagement') return []
  return armsOf(definition).flatMap(({ send }) =>
    send.flatMap(({ say, task }) => [say ?? '', task?.title ?? '']),
  )
}

/** Whether anything that is sent or shown to people names their account: only then are they told what it is called. */
export const readsAccountName = (definitions: readonly Definition[]): boolean =>
  definitions.some((definition) =>
    textsOf(definition).some((text) => tokensIn(text).some(({ name }) => name === 'account.name')),
  )

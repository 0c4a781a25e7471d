import { assetPath, type Definition } from '@waymark/schemas'

/** Whether the definition shows the image somewhere. Ids are long and random: a text that holds one means it. */
export const isUsedIn = (definition: Definition, id: string): boolean =>
  JSON.stringify(definition).includes(assetPath(id))

import { assetPath, type Definition } from '@waymark/schemas'

const named = new RegExp(`${assetPath('')}([\\w-]+)`, 'g')

/** Ids of the uploaded images that a definition shows. */
export const imagesIn = (definition: Definition): ReadonlySet<string> =>
  new Set([...JSON.stringify(definition).matchAll(named)].map(([, id = '']) => id))

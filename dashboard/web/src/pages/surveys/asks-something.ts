import type { DefinitionItem } from '@waymark/schemas/api/definitions'
import type { ContentNode } from '@waymark/schemas/wire/content'

type Guide = Extract<DefinitionItem['definition'], { readonly kind: 'guide' }>

const asks = (node: ContentNode): boolean =>
  'columns' in node ? node.columns.flat().some(asks) : 'question' in node || 'input' in node

/** Whether people answer something in it. */
export const asksSomething = ({ steps }: Pick<Guide, 'steps'>): boolean =>
  steps.some(({ content }) => content.some(asks))

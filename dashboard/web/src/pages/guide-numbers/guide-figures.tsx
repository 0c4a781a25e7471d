import type { GuideNumbersItem } from '@waymark/schemas/api/guide-numbers'
import { sayFigures } from './say-numbers.ts'

/** A guide's figures in short, beside its definition. */
export const GuideFigures = ({ item }: { readonly item: GuideNumbersItem | undefined }) =>
  item ? <p class="small quiet guide-figures">{sayFigures(item)}</p> : null

import type { GoldenFeatures, GoldenItem } from '@waymark/schemas/api/golden'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { sayNumber, sayShare } from '../../words/number.ts'
import { experimentFile, sayDeed } from './say-value.ts'

const round = (value: number): string => value.toFixed(2).replace('-', '−')

const sayQ = (q: number): string =>
  q < 0.0001 ? 'under 0.01%' : `${Number((100 * q).toPrecision(2))}%`

const Numbers = ({ item }: { readonly item: GoldenItem }) => {
  const { people, reached, precision, recall, support, lift, phi, q } = item
  const rows = [
    ['Did it', `${sayNumber(people)} people (${sayShare(support, 1)})`],
    ['Of them reached it', `${sayNumber(reached)} (precision ${sayShare(precision, 1)})`],
    ['Of those who reached it, had done it', `${sayShare(recall, 1)} (recall)`],
    ['As often as everybody', `${round(lift)} times (lift)`],
    ['Go together', `${round(phi)} (φ, from −1 to 1)`],
    ['Of all as sure as this, by chance', `${sayQ(q)} (q)`],
  ] as const
  return (
    <dl class="value-numbers small">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt class="quiet">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

interface DeedDialogProps {
  readonly item: GoldenItem | undefined
  readonly golden: GoldenFeatures
  readonly onClose: () => void
}

/** One deed with all its numbers, and the file that makes an experiment of it. */
export const DeedDialog = ({ item, golden, onClose }: DeedDialogProps) => (
  <Dialog
    wide
    open={item !== undefined}
    onClose={onClose}
    title={item ? `Who ${sayDeed(item)}` : ''}
  >
    {item && (
      <div class="stack">
        <p>{item.says}</p>
        <Numbers item={item} />
        <p>
          <b>This is a correlation.</b> Whoever is keen does both. Whether the one leads to the
          other is seen once half of the newcomers are led to it and the other half is not: Results
          tells what it does.
        </p>
        <CodeBlock label="An experiment as a file" text={experimentFile(item, golden)} />
      </div>
    )}
  </Dialog>
)

import { Icon } from '../parts/icon.tsx'
import { type Card, type Column, columns } from '../workspace.ts'

interface ColumnProps {
  readonly column: Column
  readonly cards: readonly Card[]
  readonly all: readonly Card[]
  readonly move: (card: Card, to: Column) => void
}

interface CardProps {
  readonly card: Card
  readonly move: ColumnProps['move']
}

/** Dragging is for pointers; the two buttons are for everybody. */
const BoardCard = ({ card, move }: CardProps) => {
  const at = columns.indexOf(card.column)
  const before = columns[at - 1]
  const after = columns[at + 1]
  return (
    <li
      class="card"
      draggable
      onDragStart={(event) => event.dataTransfer?.setData('text/plain', card.id)}
    >
      <p>{card.title}</p>
      <div class="card-foot">
        <span class={`tag tag-${card.tag.toLowerCase()}`}>{card.tag}</span>
        <span class="card-moves">
          {before && (
            <button
              type="button"
              class="icon-button"
              aria-label={`Move “${card.title}” to ${before}`}
              onClick={() => move(card, before)}
            >
              <Icon name="left" />
            </button>
          )}
          {after && (
            <button
              type="button"
              class="icon-button"
              aria-label={`Move “${card.title}” to ${after}`}
              onClick={() => move(card, after)}
            >
              <Icon name="right" />
            </button>
          )}
        </span>
      </div>
    </li>
  )
}

export const BoardColumn = ({ column, cards, all, move }: ColumnProps) => (
  <section
    class="column"
    aria-label={`${column}, ${cards.length} ${cards.length === 1 ? 'card' : 'cards'}`}
    onDragOver={(event) => event.preventDefault()}
    onDrop={(event) => {
      event.preventDefault()
      const dropped = all.find(({ id }) => id === event.dataTransfer?.getData('text/plain'))
      if (dropped) move(dropped, column)
    }}
  >
    <h2>
      <span class={`dot dot-${column.toLowerCase()}`} aria-hidden="true" />
      {column} <small>{cards.length}</small>
    </h2>
    <ul>
      {cards.map((card) => (
        <BoardCard key={card.id} card={card} move={move} />
      ))}
    </ul>
  </section>
)

import { useState } from 'preact/hooks'
import type { PageProps } from '../app.tsx'
import { Icon } from '../parts/icon.tsx'
import { waymark } from '../waymark.ts'
import { type Card, type Column, columns, newCards } from '../workspace.ts'
import { BoardColumn } from './board-column.tsx'

const NewProject = ({ app }: PageProps) => {
  const [name, setName] = useState('')
  return (
    <form
      class="panel form empty"
      onSubmit={(event) => {
        event.preventDefault()
        const project = name.trim()
        waymark().track('Project Created', { name: project })
        app.change({ project, cards: newCards() })
      }}
    >
      <Icon name="board" />
      <h2>A project to begin with</h2>
      <p>It comes with a few cards, so that there is something to move.</p>
      <label>
        Name of the project
        <input
          required
          maxLength={60}
          autocomplete="off"
          placeholder="Spring release"
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="primary">
        Create project
      </button>
    </form>
  )
}

const NewCard = ({ add }: { readonly add: (title: string) => void }) => {
  const [title, setTitle] = useState('')
  return (
    <form
      class="new-card"
      onSubmit={(event) => {
        event.preventDefault()
        add(title.trim())
        setTitle('')
      }}
    >
      <input
        required
        aria-label="Title of a new card"
        placeholder="New card"
        maxLength={120}
        autocomplete="off"
        value={title}
        onInput={(event) => setTitle(event.currentTarget.value)}
      />
      <button type="submit" class="button">
        <Icon name="plus" /> Add card
      </button>
    </form>
  )
}

const Board = ({ app }: PageProps) => {
  const { cards } = app.workspace
  const move = (card: Card, to: Column): void => {
    if (card.column === to) return
    waymark().track('Card Moved', { from: card.column, to })
    const moved = cards.filter(({ id }) => id !== card.id)
    app.change({ cards: [...moved, { ...card, column: to }] })
  }
  const add = (title: string): void => {
    waymark().track('Card Created', { column: 'Next' })
    const id = `c${Date.now()}`
    app.change({ cards: [...cards, { id, title, column: 'Next', tag: 'Feature' }] })
  }
  const merge = (card: Card): void => {
    waymark().track('Automation Ran', { recipe: 'merged-to-done' })
    app.change({ cards: cards.map((c) => (c === card ? { ...c, column: 'Done' } : c)) })
  }
  const merged = app.workspace.automations.length > 0 && cards.find((c) => c.column !== 'Done')
  return (
    <>
      <div class="board-top">
        <NewCard add={add} />
        {merged && (
          <button type="button" class="button" onClick={() => merge(merged)}>
            <Icon name="bolt" /> Merge a pull request
          </button>
        )}
      </div>
      <div class="board">
        {columns.map((column) => (
          <BoardColumn
            key={column}
            column={column}
            cards={cards.filter((card) => card.column === column)}
            all={cards}
            move={move}
          />
        ))}
      </div>
    </>
  )
}

/** The product's heart. */
export const BoardPage = ({ app, go }: PageProps) => {
  const { project, connected } = app.workspace
  return (
    <>
      <header class="head head-row">
        <div>
          <h1>{project ?? 'Board'}</h1>
          <p>{app.user?.company.name}</p>
        </div>
        <div class="head-side">
          {project !== undefined && (
            <span class={connected ? 'badge on' : 'badge'}>
              {connected ? 'Follows the code' : 'Not connected'}
            </span>
          )}
          <button
            type="button"
            class="button"
            data-testid="ask-us"
            onClick={() => waymark().track('Help Asked')}
          >
            Ask us
          </button>
        </div>
      </header>
      {project === undefined ? <NewProject app={app} go={go} /> : <Board app={app} go={go} />}
    </>
  )
}

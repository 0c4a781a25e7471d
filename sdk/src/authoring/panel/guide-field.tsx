import { Select, TextField } from './controls.tsx'
import type { Part } from './part.ts'

/** Fewer are found at a glance. */
const searchedFrom = 8

const mostListed = 6

interface GuideFieldProps {
  readonly part: Part
  readonly label: string
  /** Empty: none is chosen yet. */
  readonly id: string
  readonly choose: (id: string) => void
}

/** Another guide, by its name. One that is not there stays named, and is said not to be. */
export const GuideField = ({ part: { on, now, set }, label, id, choose }: GuideFieldProps) => {
  const { guide, search, stock } = now
  const guides = (stock.guides ?? []).filter((one) => one.id !== guide.id || one.id === id)
  const wanted = search.toLowerCase()
  const found = guides.filter((one) => `${one.name} ${one.id}`.toLowerCase().includes(wanted))
  const chosen = guides.find((one) => one.id === id)
  const isGone = id !== '' && !chosen && stock.guides !== undefined
  const isChosenFound = id === '' || found.some((one) => one.id === id)
  const nameOf = (one: { readonly id: string; readonly name: string }): string =>
    guides.some((other) => other !== one && other.name === one.name)
      ? `${one.name} (${one.id})`
      : one.name
  return (
    <>
      {guides.length >= searchedFrom && (
        <TextField
          on={on}
          label="Search guides by name"
          value={search}
          enter={(text) => set({ search: text })}
        />
      )}
      <Select
        on={on}
        label={label}
        value={id}
        size={search === '' ? 1 : Math.min(mostListed, found.length + 2)}
        options={[
          ['', 'Choose a guide…'],
          ...(isChosenFound ? [] : [[id, chosen ? nameOf(chosen) : id] as const]),
          ...found.map((one): readonly [string, string] => [one.id, nameOf(one)]),
        ]}
        choose={choose}
      />
      {isGone && (
        <p class="small warn" role="status">
          There is no guide “{id}”: nothing would open. Choose another, or make that one first.
        </p>
      )}
      {stock.guides?.length === 0 && <p class="small">There is no other guide yet.</p>}
    </>
  )
}

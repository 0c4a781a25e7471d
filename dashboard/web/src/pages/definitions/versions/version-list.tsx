import type { VersionItem, VersionList as Versions } from '@waymark/schemas/api/definitions'
import { useId } from 'preact/hooks'
import { Ago } from '../../../ui/ago.tsx'
import { Name } from '../../../ui/name.tsx'
import { ChangeList } from './change-list.tsx'

const deeds = { new: 'Written', changed: 'Changed', deleted: 'Deleted' } as const

interface VersionProps {
  readonly item: VersionItem
  readonly isNewest: boolean
  /** Absent for who may not. */
  readonly onRollBack: ((version: number) => void) | undefined
}

const Version = ({ item, isNewest, onRollBack }: VersionProps) => {
  const id = useId()
  const { version, what, again, at, by, changes } = item
  const canBeHad = !isNewest && what !== 'deleted'
  return (
    <li class="version">
      <div class="row">
        <h3 id={id}>Version {version}</h3>
        {isNewest && what !== 'deleted' && (
          <span class="badge" data-is="good">
            Newest
          </span>
        )}
        {canBeHad && onRollBack && (
          <button
            type="button"
            class="button"
            aria-describedby={id}
            onClick={() => onRollBack(version)}
          >
            Roll back to this
          </button>
        )}
      </div>
      <p class="small quiet">
        {again === undefined ? deeds[what] : `Rolled back to version ${again}`} by <Name>{by}</Name>
        , <Ago at={at} />
      </p>
      {changes && <ChangeList changes={changes} told="after" />}
    </li>
  )
}

interface VersionListProps {
  readonly list: Versions
  readonly onRollBack: ((version: number) => void) | undefined
}

/** What a definition was, newest first. */
export const VersionList = ({ list, onRollBack }: VersionListProps) => (
  <ol class="versions">
    {list.versions.map((item) => (
      <Version
        key={item.version}
        item={item}
        isNewest={item.version === list.current}
        onRollBack={onRollBack}
      />
    ))}
  </ol>
)

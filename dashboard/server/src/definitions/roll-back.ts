import type { Actor } from '../access/authenticate.ts'
import type { Applied, createApply, Removed } from './apply-definitions.ts'
import { staleAs } from './find-overtaken.ts'
import { type VersionsDeps, versionsOf } from './kept-versions.ts'
import type { VersionsOf } from './versions-view.ts'

interface RollBackDeps extends VersionsDeps {
  readonly changes: Pick<ReturnType<typeof createApply>, 'apply' | 'remove'>
}

interface Rollback extends VersionsOf {
  readonly to: number
  /** The newest version that whoever rolls back has seen. */
  readonly base: number
}

export type RolledBackTo =
  | Applied
  | Removed
  /** It was deleted then, and is so now. */
  | { readonly t: 'gone'; readonly version: number }
  /** It is not among the versions that are kept: `kept` is of the newest and the oldest of them. */
  | { readonly t: 'not-kept'; readonly kept: readonly [newest: number, oldest: number] }

/** Makes an earlier version of a definition the newest: written as `apply` would, or deleted where that is what it was. */
export const createRollBack =
  ({ changes, ...deps }: RollBackDeps) =>
  async ({ env, kind, id, to, base }: Rollback, actor: Actor): Promise<RolledBackTo> => {
    const versions = versionsOf(deps, { env, kind, id })
    const [newest] = versions
    const oldest = versions.at(-1)
    if (!newest || !oldest) return { t: 'missing' }
    const wanted = versions.find(({ version }) => version === to)
    if (!wanted) return { t: 'not-kept', kept: [newest.version, oldest.version] }
    const key = `${kind}/${id}`
    if (wanted.definition) {
      const request = { env, documents: [wanted.definition], baseVersions: { [key]: base } }
      return changes.apply(request, actor, to)
    }
    if (newest.definition) return changes.remove([{ env, kind, id, base }], actor, to)
    const stored = deps.definitions.stored(env, kind, id)
    return base === newest.version
      ? { t: 'gone', version: newest.version }
      : { t: 'stale', stale: [staleAs(key, base, stored)] }
  }

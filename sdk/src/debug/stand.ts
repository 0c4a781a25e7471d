const corners = ['bottom-right', 'bottom-left', 'top-left', 'top-right'] as const

/** Where the panel stands, and how much of it: a guide and its element may be under it. */
export interface Stand {
  readonly corner: (typeof corners)[number]
  readonly folded: boolean
}

export const nextCorner = (corner: Stand['corner']): Stand['corner'] =>
  corners[(corners.indexOf(corner) + 1) % corners.length] ?? corners[0]

/** `bottom-left`, as one says it. */
export const sayCorner = (corner: Stand['corner']): string => corner.replace('-', ' ')

const acts: { readonly [act in string]?: (stand: Stand) => Stand } = {
  move: (stand) => ({ ...stand, corner: nextCorner(stand.corner) }),
  fold: (stand) => ({ ...stand, folded: !stand.folded }),
}

const key = 'waymark:debug'

/** A page may have no storage: the next one then begins anew. */
const attempt = <T>(use: () => T): T | undefined => {
  try {
    return use()
  } catch {
    return undefined
  }
}

/** On a phone the panel would be in front of the whole page: it waits as a bar there. */
const isNarrow = (): boolean => matchMedia('(max-width: 640px)').matches

const readStand = (): Stand => {
  const [corner, folded] = (attempt(() => sessionStorage.getItem(key)) ?? '').split(' ')
  return {
    corner: corners.find((each) => each === corner) ?? corners[0],
    folded: folded ? folded === 'folded' : isNarrow(),
  }
}

/** As the panel stood on the last page of this tab, until it is closed. */
export const createStand = () => {
  let now = readStand()
  return {
    now: () => now,
    /** @returns whether the button was one of these */
    press(what: string | undefined): boolean {
      const act = what === undefined ? undefined : acts[what]
      if (!act) return false
      now = act(now)
      const said = `${now.corner} ${now.folded ? 'folded' : 'open'}`
      attempt(() => sessionStorage.setItem(key, said))
      return true
    },
    forget: () => void attempt(() => sessionStorage.removeItem(key)),
  }
}

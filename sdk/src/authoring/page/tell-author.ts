import type { LazyParts, LoadPart } from '../../guide/kinds/shelf.ts'
import { sayUnloaded } from '../../tools/say-unloaded.ts'
import type { Editor } from '../editor.ts'

interface Told {
  readonly loadPart: LoadPart
  readonly onError: (error: unknown) => void
}

/** The same, and the author is told of what does not come, and of what goes wrong; of a part that comes later, no more. */
export const tellAuthor = (editor: Editor, { loadPart, onError }: Told): Told => {
  const unloaded = new Set<unknown>()
  const put = (name: keyof LazyParts, says: string | undefined): void => {
    const before = editor.now.unloaded
    if (before.get(name) === says) return
    const others = [...before].filter(([part]) => part !== name)
    const all = says === undefined ? others : [...others, [name, says] as const]
    editor.set({ unloaded: new Map<keyof LazyParts, string>(all) })
  }
  return {
    loadPart: async (name) => {
      try {
        const part = await loadPart(name)
        put(name, undefined)
        return part
      } catch (error) {
        unloaded.add(error)
        put(name, await sayUnloaded(error))
        throw error
      }
    },
    onError: (error) => {
      onError(error)
      const broken = String(error)
      // What was found before is not to be trusted any more.
      if (!unloaded.has(error) && editor.now.broken !== broken)
        editor.set({ broken, found: undefined })
    },
  }
}

import type { LazyParts, LoadPart } from '../../guide/kinds/shelf.ts'
import { sayUnloaded } from '../../tools/say-unloaded.ts'
import type { Editor } from '../editor.ts'

/** The same, and the author is told of what does not come; where it does later, no more. */
export const tellUnloaded =
  ({ load, editor }: { readonly load: LoadPart; readonly editor: Editor }): LoadPart =>
  async (name) => {
    const put = (says: string | undefined): void => {
      const { unloaded } = editor.now
      if (unloaded.get(name) === says) return
      const others = [...unloaded].filter(([part]) => part !== name)
      const all = says === undefined ? others : [...others, [name, says] as const]
      editor.set({ unloaded: new Map<keyof LazyParts, string>(all) })
    }
    try {
      const part = await load(name)
      put(undefined)
      return part
    } catch (error) {
      put(await sayUnloaded(error))
      throw error
    }
  }

import type { LazyParts, LoadPart } from '../../guide/kinds/shelf.ts'

type Files = {
  readonly [name in keyof LazyParts]?: () => Promise<{ readonly part: LazyParts[name] }>
}

/** The kinds that are written in the page, within this chunk: what an author sees is drawn by the code that visitors get. */
const files: Files = {
  modal: () => import('../../guide/kinds/modal/modal.ts'),
  banner: () => import('../../guide/kinds/banner/banner.ts'),
  slideout: () => import('../../guide/kinds/slideout/slideout.ts'),
  hotspot: () => import('../../guide/kinds/hotspot/hotspot.tsx'),
  survey: () => import('../../guide/kinds/survey/survey.ts'),
  checklist: () => import('../../guide/kinds/checklist/checklist.ts'),
  feed: () => import('../../guide/kinds/feed/feed.tsx'),
  'resource-centre': () => import('../../guide/kinds/resource-centre/resource-centre.tsx'),
  launcher: () => import('../../guide/kinds/launcher/launcher.ts'),
  paywall: () => import('../../guide/kinds/paywall/paywall.ts'),
  more: () => import('../../guide/kinds/more/more.tsx'),
}

export const loadWrittenPart: LoadPart = async (name) => {
  const file = files[name]
  if (!file) throw new Error(`no ${name} is written in the page`)
  return (await file()).part
}

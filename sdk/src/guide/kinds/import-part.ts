import type { LazyParts, LoadPart } from './shelf.ts'

type Files = {
  readonly [name in keyof LazyParts]?: () => Promise<{ readonly part: LazyParts[name] }>
}

/** For bundlers: each part becomes a file of its own. */
export const partFiles: Files = {
  modal: () => import('./modal/modal.ts'),
  banner: () => import('./banner/banner.ts'),
  slideout: () => import('./slideout/slideout.ts'),
  hotspot: () => import('./hotspot/hotspot.tsx'),
  survey: () => import('./survey/survey.ts'),
  checklist: () => import('./checklist/checklist.ts'),
  feed: () => import('./feed/feed.tsx'),
  'resource-centre': () => import('./resource-centre/resource-centre.tsx'),
  launcher: () => import('./launcher/launcher.ts'),
  paywall: () => import('./paywall/paywall.ts'),
  more: () => import('./more/more.tsx'),
}

export const importPart: LoadPart = async (name) => {
  const file = partFiles[name]
  if (!file) throw new Error(`no file for ${name}`)
  return (await file()).part
}

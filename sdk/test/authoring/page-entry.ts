import { startAuthoring } from '../../src/authoring/authoring.ts'
import type { Answer } from '../../src/core/transport.ts'
import { importPart } from '../../src/guide/kinds/import-part.ts'
import type { LoadPart } from '../../src/guide/kinds/shelf.ts'
import type { ToolLink } from '../../src/tools/tool.ts'

declare global {
  interface Window {
    wmErrors: string[]
    ingest: string
    wmNavigated: (() => void)[]
    /** A part whose file is not to be had. */
    wmLacks?: string
  }
}

window.wmErrors = []
window.wmNavigated = []

const post = async (path: string, said: object | string): Promise<Answer> => {
  const body = typeof said === 'string' ? said : JSON.stringify(said)
  const response = await fetch(`${window.ingest}${path}`, { method: 'POST', body })
  return response.ok
    ? { kind: 'ok', body: await response.json() }
    : { kind: 'refused', status: response.status }
}

const link: Partial<ToolLink> = {
  version: '0.0.0',
  baseUrl: window.ingest,
  settings: { key: 'wk_test' } as ToolLink['settings'],
  locale: () => 'en',
  transport: { post },
  report: (_kind, error) => void window.wmErrors.push(String(error)),
  navigated: {
    on: (fn: (url: string) => void) => {
      window.wmNavigated.push(() => fn(location.href))
      return () => {}
    },
  } as ToolLink['navigated'],
  tracked: { on: () => () => {} } as unknown as ToolLink['tracked'],
}

const loadPart: LoadPart = async (name) => {
  if (name === window.wmLacks) throw new Error(`cannot load https://in.test/sdk/${name}-1.js`)
  return importPart(name)
}

startAuthoring(link as ToolLink, loadPart)

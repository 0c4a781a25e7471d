import type { BuiltFile, LazyFiles } from './core/lazy-files.ts'
import { loadModule } from './core/load-module.ts'
import { readScriptOptions, readSettings } from './core/settings.ts'
import { createCore } from './core/waymark.ts'
import { findRunning, hasStub, install } from './install.ts'

/** Put in when built: what asks for messages, of this very build. It knows the other files. */
declare const MESSAGES_FILE: BuiltFile

const begin = (script: Element | null) => {
  // A page's `<img name=currentScript>` is no script.
  if (!(script instanceof HTMLScriptElement)) return
  const settings = readSettings(readScriptOptions(script))
  if (!settings || findRunning(settings.key)) return
  const { baseUrl, nonce } = settings
  const loadFile: LazyFiles['loadFile'] = ({ name, integrity }) =>
    loadModule(`${baseUrl}/sdk/${name}`, { integrity, nonce })
  const core = createCore(settings, { loadFile, loadMessages: () => loadFile(MESSAGES_FILE) })
  const takeOver = () => !findRunning(settings.key) && install(core.api)
  if (hasStub()) return core.start(takeOver)
  // The page calls us by name, and has nothing where its calls could wait.
  takeOver()
  core.start()
}

try {
  begin(document.currentScript)
} catch {
  // Whatever it is, the page goes on as if we were not there.
}

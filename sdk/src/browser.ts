import type { BuiltFile, LoadFile } from './core/lazy-files.ts'
import { loadModule } from './core/load-module.ts'
import { readScriptOptions, readSettings } from './core/settings.ts'
import { createCore } from './core/waymark.ts'
import { findRunning, install } from './install.ts'

/** Put in when built: the guide chunk of this very build. */
declare const GUIDE_FILE: BuiltFile
/** And what the core leaves for later. */
declare const LATER_FILE: BuiltFile

const begin = (script: Element | null) => {
  // A page's `<img name=currentScript>` is no script.
  if (!(script instanceof HTMLScriptElement)) return
  const settings = readSettings(readScriptOptions(script))
  if (!settings || findRunning(settings.key)) return
  const { baseUrl, nonce } = settings
  const load: LoadFile = ({ name, integrity } = GUIDE_FILE) =>
    loadModule(`${baseUrl}/sdk/${name}`, { integrity, nonce })
  const core = createCore(settings, { load, loadLater: () => load(LATER_FILE) })
  install(core.api)
  core.start()
}

try {
  begin(document.currentScript)
} catch {
  // Whatever it is, the page goes on as if we were not there.
}

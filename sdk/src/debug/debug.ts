import { createElement, render } from 'preact'
import { ownTag } from '../guide/engine/targets/sight.ts'
import { mountOver } from '../guide/render/mount.ts'
import type { ToolLink } from '../tools/tool.ts'
import { debugWindow } from '../tools/wanted-tool.ts'
import { hearPanel } from './hear-panel.ts'
import { createMissingFiles, type LoadPartFile } from './missing-files.ts'
import { Panel, type Reading } from './panel.tsx'
import { createReader } from './read-client.ts'
import { createServerSide } from './server-side.ts'
import { createStand } from './stand.ts'
import { createStayOnTop } from './stay-on-top.ts'
import { styles } from './styles.ts'
import { watchClient } from './watch-client.ts'

/** Page facts change without a word to us: an element comes, a guide is armed. */
const lookEveryMs = 1_000

/** Shows what was decided for this person, and what became of it in this page. */
export const startDebug = (link: ToolLink, loadPart: LoadPartFile): void => {
  if (!window.name) window.name = debugWindow
  const root = openRoot()
  const stayOnTop = createStayOnTop(root)
  let drawing: Promise<void> | undefined
  let again = false
  const stand = createStand()
  let reading: Reading | undefined
  const paint = () => {
    if (!reading) return
    const focused = root.activeElement
    render(createElement(Panel, { reading, stand: stand.now() }), root)
    // What has come to another place in the list lost it.
    if (focused instanceof HTMLElement && root.activeElement !== focused) {
      focused.focus({ preventScroll: true })
    }
    const panel = root.querySelector<HTMLElement>('.panel')
    if (panel) stayOnTop(panel)
  }
  const draw = async () => {
    do {
      again = false
      reading = await read()
      if (!timer) return
      paint()
    } while (again)
  }
  const look = () => {
    if (drawing !== undefined) again = true
    drawing ??= draw()
      .catch((error) => link.report('debug', error))
      .finally(() => {
        drawing = undefined
      })
  }
  const { traffic, stop } = watchClient(link, look)
  const server = createServerSide(link, look)
  const read = createReader(link, {
    ...{ traffic, server: server.now },
    missingFiles: createMissingFiles(() => link.load(), loadPart),
  })
  const close = () => {
    clearInterval(timer)
    timer = undefined
    stop()
    server.stop()
    deafen()
    stand.forget()
    if (window.name === debugWindow) window.name = ''
    root.host.remove()
  }
  let timer: ReturnType<typeof setInterval> | undefined = setInterval(() => {
    server.ask()
    look()
  }, lookEveryMs)
  // Elements of this Preact carry no handlers: guides need none.
  const deafen = hearPanel(root.host, {
    onPress: ({ show, do: what }) => {
      if (show !== undefined) void link.waymark.guides.show(show)
      if (stand.press(what)) paint()
      if (what === 'join') void server.join(root.querySelector('input')?.value ?? '')
      if (what === 'close') close()
    },
    onEscape: () => close(),
  })
  look()
}

/** On top of the page, with nothing of the page's styles in it; guides look through it. */
const openRoot = (): ShadowRoot => {
  const host = document.createElement(ownTag)
  host.setAttribute('data-wm-ignore', '')
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  root.adoptedStyleSheets = [sheet]
  mountOver(host, false)
  return root
}

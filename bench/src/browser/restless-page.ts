import type { Browser } from 'playwright-core'
import type { Subject } from './subject.ts'
import { startSubjectServer } from './subject-server.ts'

const perSecond = 10_000
const everyMs = 10

/** A host that changes itself without end, a little at a time. */
const restless = `
  const box = document.body.appendChild(document.createElement('div'))
  let n = 0
  setInterval(() => {
    for (let i = 0; i < ${(perSecond * everyMs) / 1000}; i++) {
      n++
      if (n % 4 === 0) box.replaceChildren()
      else if (n % 4 === 1) box.append(Object.assign(document.createElement('span'), { className: 'row-' + (n % 50), textContent: n }))
      else if (n % 4 === 2) box.setAttribute('class', 'c' + n)
      else box.lastChild?.firstChild && (box.lastChild.firstChild.data = String(n))
    }
  }, ${everyMs})`

/** The share of the main thread, in per cent, that the library takes while the page changes ten thousand times a second. */
export const measureRestless = async (
  browser: Browser,
  subject: Subject,
  seconds: number,
): Promise<number> => {
  await using server = await startSubjectServer(subject)
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    // Its element is not there: every change may be the one that brings it.
    await page.addInitScript(
      `addEventListener('DOMContentLoaded', () => document.getElementById('target')?.remove())`,
    )
    await page.goto(server.url, { waitUntil: 'load' })
    if (subject.started) await page.waitForFunction(subject.started)
    await page.evaluate(restless)
    await devtools.send('Profiler.enable')
    await devtools.send('Profiler.setSamplingInterval', { interval: 200 })
    await devtools.send('Profiler.start')
    await page.waitForFunction(`performance.now() > ${(seconds + 2) * 1000}`, undefined, {
      polling: 500,
    })
    const { profile } = await devtools.send('Profiler.stop')
    return shareOf(profile)
  } finally {
    await context.close()
  }
}

interface Profile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly url: string }
    readonly children?: readonly number[]
  }[]
  readonly samples?: readonly number[]
  readonly timeDeltas?: readonly number[]
}

/** Of all samples, those with a function of the library anywhere on their stack. */
const shareOf = ({ nodes, samples = [], timeDeltas = [] }: Profile): number => {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const ours = new Set<number>()
  const mark = (id: number, inside: boolean): void => {
    const node = byId.get(id)
    if (!node) return
    const within = inside || node.callFrame.url.includes('/sdk/')
    if (within) ours.add(id)
    for (const child of node.children ?? []) mark(child, within)
  }
  const [root] = nodes
  if (root) mark(root.id, false)
  const sum = (of: (id: number) => boolean): number =>
    samples.reduce((total, id, at) => total + (of(id) ? (timeDeltas[at] ?? 0) : 0), 0)
  const all = sum(() => true)
  return all === 0 ? 0 : (100 * sum((id) => ours.has(id))) / all
}

import { expect, test } from 'vitest'
import { decision } from './collector.ts'
import { type Page, useStage } from './stage.ts'

const stage = useStage()

const everything = 'Object.prototype'
const withoutNavigation =
  "Object.defineProperty(window, 'navigation', { configurable: true, value: undefined })"

/** What some page or old library has done before the SDK came. */
const spoiled: Readonly<Record<string, string>> = {
  'gives every object a get and a set': `${everything}.get = () => 1; ${everything}.set = () => {}`,
  'gives every object the words of a property descriptor': `
    for (const name of ['get', 'value', 'writable', 'enumerable', 'configurable']) {
      Object.defineProperty(${everything}, name, Object.assign(Object.create(null), { get() {}, configurable: true }))
    }`,
  'gives every object the names of our options': `Object.assign(${everything}, { consent: 'denied', storage: 'none',
    guides: 'off', token: 'no', locale: 'xx', pages: false, clicks: false, hashRoutes: true, once: true, passive: true })`,
  'writes every object as the same text': `${everything}.toJSON = () => 'object'`,
  'has an old Prototype.js': `
    Array.prototype.toJSON = function () { return '[' + this.join(', ') + ']' }
    String.prototype.toJSON = function () { return '"' + this + '"' }
    Number.prototype.toJSON = function () { return String(this) }
    Date.prototype.toJSON = function () { return '"' + this.toISOString() + '"' }
    Array.prototype.reduce = function () { return this.length > 1 ? this : this[0] }
    Array.prototype.entries = Array.prototype.toArray = function () { return this.slice() }
    Array.from = (item) => item && item.length ? [].slice.call(item) : []
    Object.keys = (object) => { const keys = []; for (const key in object) keys.push(key); return keys }`,
  'has wrapped JSON.stringify': `
    const { stringify } = JSON
    JSON.stringify = (value, replace) => {
      if (!value.hasOwnProperty('__none')) return stringify.call(JSON, value, replace, 2)
    }`,
  'has frozen its history, in a browser without the Navigation API': `${withoutNavigation}; Object.freeze(history); Object.freeze(History.prototype)`,
  'has frozen what all objects have': `for (const { prototype } of [Object, Array, Function, Promise]) Object.freeze(prototype)`,
  'is served by plain http': `delete Crypto.prototype.randomUUID; delete Crypto.prototype.subtle; delete Navigator.prototype.locks`,
  'may not touch its storage': `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })`,
}

const said = {
  n: 1,
  tags: ['a', 'b'],
  at: '1970-01-01T00:00:00.000Z',
  deep: { own: 'of the class', list: [{ s: 'x' }] },
}
const saidByPage = `{ n: 1, tags: ['a', 'b'], at: new Date(0),
  deep: { own: new (class { toJSON() { return 'of the class' } })(), list: [{ s: 'x' }] } }`

const told = () => stage().collector.events.map(({ event, type }) => event ?? type)
const refused = (page: Page) => page.evaluate('String(refused)')

test.each(Object.entries(spoiled))('a page that %s is recorded all the same', async (_, before) => {
  const { collector, page, shop } = stage()
  collector.decide(({ userId }) => (userId === 'ann' ? [decision('welcome')] : []))
  const after = `waymark.identify('ann', { tags: ['a'] }); waymark.track('Early', ${saidByPage})`
  await page.goto(shop.page({ before, after, body: '<button>Go</button>' }))
  await page.locator('#guides li', { hasText: 'welcome' }).waitFor({ state: 'attached' })
  await page.evaluate("document.querySelector('button').click(); waymark.track('Late')")
  await collector.until(() => told().length === 5)
  expect(told()).toEqual(['identify', 'Early', 'page', '$click', 'Late'])
  expect(collector.named('Early')[0]?.properties).toEqual(said)
  expect(collector.events[0]?.traits).toEqual({ tags: ['a'] })
  expect(new Set(collector.events.map(({ userId }) => userId))).toEqual(new Set(['ann']))
  expect(collector.batches[0]?.context).toMatchObject({
    consent: { analytics: true },
    locale: 'en',
  })
  expect(await refused(page)).toBe('')
})

test('a page whose promises know only then and catch is recorded from memory', async () => {
  const { collector, page, shop } = stage()
  // Answers a task later, by which time a transaction of the database is over.
  const before = `{
    const Native = Promise
    window.Promise = class {
      constructor(run) { this.inner = new Native(run) }
      then(done, failed) {
        const later = (fn) => fn && ((value) => setTimeout(fn, 0, value))
        this.inner.then(later(done), later(failed))
      }
      catch(failed) { return this.then(undefined, failed) }
      static race(all) { return new window.Promise((done, failed) => all.forEach((each) => each.then(done, failed))) }
    }
  }`
  await page.goto(shop.page({ before }))
  await page.waitForFunction('waymark.version')
  await page.evaluate("waymark.track('Heard')")
  await collector.until(() => collector.named('Heard').length)
  expect(await refused(page)).toBe('')
})

/** What throws from now on, until `mend()`. */
const broken = (owner: string, name: string, instead: string) => `
  const kept = Object.getOwnPropertyDescriptor(${owner}, '${name}')
  Object.defineProperty(${owner}, '${name}', { configurable: true, writable: true, value: ${instead} })
  window.mend = () => Object.defineProperty(${owner}, '${name}', kept)`
const throwing = "() => { throw new Error('broken') }"

test.each([
  ['String.prototype', 'startsWith', throwing],
  ['Array.prototype', 'includes', throwing],
  ['Array.prototype', 'sort', throwing],
  ['Set.prototype', 'has', throwing],
  ['JSON', 'stringify', throwing],
  ['Math', 'max', throwing],
  ['window', 'crypto', 'undefined'],
])(
  'a page that has broken %s.%s hears of no error, and is recorded once that is mended',
  async (...what) => {
    const { collector, page, shop } = stage()
    collector.decide(() => [decision('welcome')])
    const after = `{
    const goOn = () => { mend(); waymark.track('Mended') }
    waymark.track('Early')
    waymark.guides.decide().then(goOn, goOn)
  }`
    await page.goto(shop.page({ before: broken(...what), after }))
    await collector.until(() => collector.named('Mended').length)
    expect(await refused(page)).toBe('')
  },
)

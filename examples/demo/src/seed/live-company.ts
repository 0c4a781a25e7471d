import { dayMs, hourMs, instantOf, minuteMs, startOfDay, workload } from './clock-of-life.ts'
import type { Company } from './companies.ts'
import type { Actor, Diary, Did } from './history-event.ts'
import type { Device, Person } from './people.ts'
import type { Random } from './random.ts'

export interface World {
  readonly now: number
  readonly diary: Diary
}

/** When a company did what; absent: not yet. */
interface Steps {
  readonly signedUp: number
  readonly project?: number
  readonly connected?: number
  readonly automated?: number
  readonly upgraded?: number
}

const reach = { 'signed-up': 0, project: 1, connected: 2, automated: 3, customer: 4 } as const

/** The same day, at an hour when people work, after what came before. */
const atWork = (
  company: Company,
  random: Random,
  of: { at: number; after: number; now: number },
) => {
  const day = startOfDay(of.at, 0, company.timezone)
  const wanted = instantOf(day, random)
  return Math.min(Math.max(wanted, of.after + 12 * minuteMs), of.now - 40 * minuteMs)
}

const stepsOf = (company: Company, random: Random, now: number): Steps => {
  const wanted = now - company.signedUpDaysAgo * dayMs
  const signedUp = atWork(company, random, { at: wanted, after: 0, now: now - 2 * hourMs })
  const left = now - signedUp
  const far = reach[company.stage]
  const step = (share: number, after: number): number =>
    atWork(company, random, {
      at: signedUp + left * share * (0.6 + 0.6 * random.next()),
      after,
      now,
    })
  if (far < 1) return { signedUp }
  const project = signedUp + random.between(4, 30) * minuteMs
  if (far < 2) return { signedUp, project }
  const connected = step(0.22, project)
  if (far < 3) return { signedUp, project, connected }
  const automated = step(0.42, connected)
  if (far < 4) return { signedUp, project, connected, automated }
  return { signedUp, project, connected, automated, upgraded: step(0.6, automated) }
}

const actorOf = (person: Person, device: Device | undefined = person.devices[0]): Actor => ({
  key: person.userId,
  person,
  device: device ?? { anonymousId: `anon-${person.userId}`, userAgent: '' },
  timezone: person.company.timezone,
})

const anonymously = (actor: Actor): Actor => {
  const { person: _, ...device } = actor
  return { ...device, key: actor.device.anonymousId }
}

const accountTraits = ({ name, industry, country, employees }: Company) => ({
  name,
  industry,
  country,
  employees,
  plan: 'trial',
})

const signIn = (diary: Diary, actor: Actor, at: number): void => {
  const { person } = actor
  if (!person) return
  const { name, email, role, company } = person
  diary.write(actor, at, { identify: { name, email, role } })
  diary.write(actor, at + 400, { group: company.id, traits: accountTraits(company) })
}

const referrers: readonly [string, ...string[]] = [
  'https://www.google.com/',
  'https://news.ycombinator.com/',
  'https://www.linkedin.com/',
  'https://duckduckgo.com/',
]

const looks: readonly (readonly string[])[] = [
  ['/'],
  ['/', '/pricing'],
  ['/blog/boards-that-follow-the-code', '/'],
  ['/blog/boards-that-follow-the-code', '/', '/pricing'],
]

/** A visit to the public site, before anybody knows who it is. */
export const visitSite = (diary: Diary, actor: Actor, of: { at: number; random: Random }): void => {
  const pages = of.random.pick(looks as [readonly string[], ...(readonly string[])[]])
  let at = of.at
  for (const [index, page] of pages.entries()) {
    diary.write(actor, at, {
      page,
      ...(index === 0 ? { referrer: of.random.pick(referrers) } : {}),
    })
    at += of.random.between(15, 140) * 1000
  }
}

const projects: readonly [string, ...string[]] = [
  'Spring release',
  'Mobile app',
  'Customer portal',
  'Billing rewrite',
  'Website',
  'Platform',
]

const columns = ['Next', 'Doing', 'Review', 'Done'] as const

const smallWork = (random: Random): Did => {
  const die = random.next()
  const column = random.between(0, 2)
  if (die < 0.42) {
    const properties = { from: columns[column] ?? 'Next', to: columns[column + 1] ?? 'Done' }
    return { track: 'Card Moved', properties }
  }
  if (die < 0.72)
    return { track: 'Card Created', properties: { column: columns[column] ?? 'Next' } }
  if (die < 0.94) return { track: 'Comment Added' }
  return { page: '/demo/team' }
}

const work = (world: World, actor: Actor, of: { at: number; random: Random }): void => {
  let at = of.at
  world.diary.write(actor, at, { page: '/demo/board' })
  for (let left = of.random.between(2, 8); left > 0; left--) {
    at += of.random.between(12, 160) * 1000
    world.diary.write(actor, at, smallWork(of.random))
  }
}

/** What the board does by itself, once somebody has told it how. */
const runByItself = (world: World, founder: Person, of: { steps: Steps; random: Random }): void => {
  const { random, steps } = of
  if (steps.automated === undefined) return
  const busy = 0.5 + random.next()
  for (let ago = 14; ago >= 0; ago--) {
    const day = startOfDay(world.now, ago, founder.company.timezone)
    const load = workload(day, founder.company.timezone) * busy
    for (let left = Math.round(4 * load); left > 0; left--) {
      const at = instantOf(day, random)
      if (at < steps.automated + hourMs) continue
      world.diary.write(actorOf(founder), at, {
        track: 'Automation Ran',
        properties: { recipe: 'merged-to-done' },
      })
    }
  }
}

const isQuiet = (company: Company): boolean => reach[company.stage] < 3

/** How likely a person of this company comes by on a day: those who stalled lose interest. */
const interest = (person: Person, steps: Steps, day: number): number => {
  const { company } = person
  const days = Math.max(0, (day - steps.signedUp) / dayMs)
  const fading = isQuiet(company)
    ? 0.75 * Math.exp(-days / (company.stage === 'connected' ? 6 : 3))
    : 1
  const hasBoard = steps.project === undefined ? 0.5 : 1
  return person.diligence * workload(day, company.timezone) * fading * hasBoard
}

const comeAndGo = (
  world: World,
  person: Person,
  of: { joined: number; steps: Steps; random: Random },
): void => {
  const { random, joined, steps } = of
  const { now, diary } = world
  const zone = person.company.timezone
  const [first, second = first] = person.devices
  const known = new Set([first])
  for (let ago = 14; ago >= 0; ago--) {
    const day = startOfDay(now, ago, zone)
    if (!random.chance(interest(person, steps, day))) continue
    const at = instantOf(day, random) + person.hoursShift * hourMs
    if (at < joined + 30 * minuteMs) continue
    const device = random.chance(0.3) ? second : first
    const actor = actorOf(person, device)
    if (device && !known.has(device)) {
      known.add(device)
      diary.write(anonymously(actor), at - 40_000, { page: '/' })
      signIn(diary, actor, at - 20_000)
    }
    work(world, actor, { at, random })
  }
  if (!isQuiet(person.company) && random.chance(0.25)) {
    work(world, actorOf(person), { at: now - random.between(4, 70) * minuteMs, random })
  }
}

const foundCompany = (
  world: World,
  founder: Person,
  of: { steps: Steps; random: Random },
): void => {
  const { steps, random } = of
  const { diary, now } = world
  const actor = actorOf(founder)
  const oldest = now - 14 * dayMs
  for (let visits = random.between(1, 3); visits > 0; visits--) {
    const at = steps.signedUp - random.between(20, 40 * 60) * minuteMs
    if (at > oldest) visitSite(diary, anonymously(actor), { at, random })
  }
  diary.write(anonymously(actor), steps.signedUp - 90_000, { page: '/pricing' })
  diary.write(anonymously(actor), steps.signedUp - 30_000, { page: '/demo' })
  signIn(diary, actor, steps.signedUp)
  diary.write(actor, steps.signedUp + 900, { track: 'Signed Up', properties: { plan: 'trial' } })
  diary.write(actor, steps.signedUp + 4000, { page: '/demo/board' })
}

/** The steps that a company's founder takes on the way to value. */
const takeSteps = (world: World, founder: Person, of: { steps: Steps; random: Random }): void => {
  const { steps, random } = of
  const actor = actorOf(founder)
  const write = (at: number, did: Did): void => world.diary.write(actor, at, did)
  if (steps.project === undefined) return
  write(steps.project, { track: 'Project Created', properties: { name: random.pick(projects) } })
  if (steps.connected === undefined && random.chance(0.5)) {
    const at = steps.project + random.between(30, 70) * minuteMs
    write(at, { page: '/demo/connect' })
    if (random.chance(0.7)) write(at + 40_000, { track: 'Code Copied' })
  }
  if (steps.connected === undefined) return
  write(steps.connected - 300_000, { page: '/demo/connect' })
  write(steps.connected - 260_000, { track: 'Code Copied' })
  write(steps.connected, { track: 'Code Installed', properties: { pipeline: 'main' } })
  if (steps.automated === undefined && random.chance(0.5)) {
    write(steps.connected + 15 * minuteMs, { page: '/demo/automations' })
  }
  if (steps.automated === undefined) return
  write(steps.automated - 120_000, { page: '/demo/automations' })
  write(steps.automated, { track: 'Automation Created', properties: { recipe: 'merged-to-done' } })
  if (steps.upgraded === undefined) return
  write(steps.upgraded, { group: founder.company.id, traits: { plan: 'team' } })
  write(steps.upgraded + 800, { track: 'Plan Upgraded', properties: { plan: 'team' } })
}

const join = (world: World, people: readonly [Person, Person], of: { at: number }): void => {
  const [founder, person] = people
  const { diary } = world
  diary.write(actorOf(founder), of.at - 50 * minuteMs, { page: '/demo/team' })
  diary.write(actorOf(founder), of.at - 49 * minuteMs, {
    track: 'Teammate Invited',
    properties: { role: person.role },
  })
  const actor = actorOf(person)
  diary.write(anonymously(actor), of.at - 60_000, { page: '/demo' })
  signIn(diary, actor, of.at)
  diary.write(actor, of.at + 900, { track: 'Teammate Joined', properties: { role: person.role } })
  diary.write(actor, of.at + 3000, { page: '/demo/board' })
}

/** Two weeks of a company: who came when, what they did, how far they got. */
export const liveCompany = (world: World, people: readonly Person[], random: Random): void => {
  const [founder, ...others] = people
  if (!founder) return
  const steps = stepsOf(founder.company, random, world.now)
  foundCompany(world, founder, { steps, random: random.fork('found') })
  takeSteps(world, founder, { steps, random: random.fork('steps') })
  runByItself(world, founder, { steps, random: random.fork('runs') })
  comeAndGo(world, founder, { joined: steps.signedUp, steps, random: random.fork('founder') })
  for (const person of others) {
    const own = random.fork(person.userId)
    const wanted = steps.signedUp + (world.now - steps.signedUp) * (0.04 + 0.5 * own.next())
    const after = steps.signedUp + hourMs
    const joined = atWork(founder.company, own, { at: wanted, after, now: world.now })
    join(world, [founder, person], { at: joined })
    comeAndGo(world, person, { joined, steps, random: own })
  }
}

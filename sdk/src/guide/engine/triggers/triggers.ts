import type { JsonObject } from '@waymark/schemas'
import type { Target, Trigger } from '@waymark/schemas/wire/content'
import { durationMs } from '../duration.ts'
import { guard } from '../guard.ts'
import type { Seeker } from '../targets/seek.ts'
import { beside } from '../targets/wanted.ts'
import { afterVisible } from '../visible-timer.ts'

export interface TriggerPorts {
  readonly seeker: Seeker
  readonly onTrack: (fn: (event: string, properties: JsonObject) => void) => () => void
  /** What was tracked before there was anything to arm. */
  readonly heard: ReadonlySet<string>
  /** A page that has broken a built-in breaks what listens, too: it is told here, and never to the page. */
  readonly onError: (error: unknown) => void
}

export type After = NonNullable<Trigger['after']>
type Arm = (ports: TriggerPorts, target: Target | undefined, fire: () => void) => () => void

/**
 * Listens for what the trigger waits for and calls `fire` once. What it returns takes every listener and timer away. Nothing
 * polls: an event, an observer or one timer.
 */
export const armTrigger = (
  after: After | undefined,
  ports: TriggerPorts & { readonly target: Target | undefined },
  fire: () => void,
): (() => void) => {
  if (!after) {
    fire()
    return () => {}
  }
  let disarm: (() => void) | undefined
  let over = false
  const once = (): void => {
    if (over) return
    over = true
    disarm?.()
    fire()
  }
  disarm = armOf(after)(ports, ports.target, once)
  if (over) disarm()
  return () => {
    over = true
    disarm?.()
  }
}

const armOf = (after: After): Arm => {
  if ('element' in after) return elementArms[after.element]
  if ('event' in after) return afterEvent(after.event)
  if ('delay' in after) return afterDelay(durationMs(after.delay))
  if ('dwell' in after) return afterDwell(durationMs(after.dwell))
  if ('scroll' in after) return afterScroll(after.scroll)
  if ('idle' in after) return afterIdle(durationMs(after.idle))
  if ('exit' in after) return onExit
  return never
}

/** A trigger of a later release: better no guide than one at the wrong moment. */
const never: Arm = () => () => {}

const elementArms: { readonly [state in 'visible' | 'gone' | 'clicked']: Arm } = {
  visible: ({ seeker }, target, fire) =>
    target
      ? seeker.follow(beside(target), (choice) => {
          if (choice.found && choice.sight === 'seen') fire()
        })
      : () => {},
  gone: ({ seeker }, target, fire) => {
    let wasThere = false
    return target
      ? seeker.follow(beside(target), (choice) => {
          if (choice.found) wasThere = true
          else if (wasThere && choice.reason !== 'occluded') fire()
        })
      : () => {}
  },
  clicked: ({ seeker, onError }, target, fire) => {
    if (!target) return () => {}
    let element: Element | undefined
    const unfollow = seeker.follow(beside(target), ({ found }) => {
      element = found
    })
    const unlisten = listen(
      'click',
      (event) => {
        if (element && event.composedPath().includes(element)) fire()
      },
      onError,
    )
    return () => {
      unfollow()
      unlisten()
    }
  },
}

const afterEvent =
  (name: string): Arm =>
  ({ onTrack, heard }, _target, fire) => {
    if (heard.has(name)) fire()
    return onTrack((event) => {
      if (event === name) fire()
    })
  }

const afterDelay =
  (ms: number | undefined): Arm =>
  (_ports, _target, fire) => {
    if (ms === undefined) return () => {}
    const timer = setTimeout(fire, ms)
    return () => clearTimeout(timer)
  }

const afterDwell =
  (ms: number | undefined): Arm =>
  (_ports, _target, fire) =>
    ms === undefined ? () => {} : afterVisible(ms, fire)

/** Percent of the way that the page, or the pane that scrolls, can go. */
const afterScroll =
  (percent: number): Arm =>
  ({ onError }, _target, fire) =>
    listen(
      'scroll',
      (event) => {
        const pane = event.target instanceof Element ? event.target : document.scrollingElement
        const way = pane ? pane.scrollHeight - pane.clientHeight : 0
        if (pane && way > 0 && (pane.scrollTop / way) * 100 >= percent - 0.5) fire()
      },
      onError,
    )

/** Who comes back to the tab, or to the page by the back button, is there. */
const signsOfLife = [
  ...['pointermove', 'pointerdown', 'keydown', 'wheel', 'scroll', 'touchmove'],
  ...['visibilitychange', 'pageshow'],
]

/** One timer at a time: activity only notes when it was, and the timer goes on for what is missing. */
const afterIdle =
  (ms: number | undefined): Arm =>
  ({ onError }, _target, fire) => {
    if (ms === undefined) return () => {}
    let lastActive = performance.now()
    const check = (): void => {
      const missing = lastActive + ms - performance.now()
      if (missing <= 0 && !document.hidden) fire()
      else timer = setTimeout(check, missing > 1000 ? missing : 1000)
    }
    let timer = setTimeout(check, ms)
    const quiet = signsOfLife.map((name) =>
      listen(
        name,
        () => {
          lastActive = performance.now()
        },
        onError,
      ),
    )
    return () => {
      clearTimeout(timer)
      for (const unlisten of quiet) unlisten()
    }
  }

const onExit: Arm = ({ onError }, _target, fire) =>
  listen(
    'mouseout',
    (event) => {
      if (event instanceof MouseEvent && !event.relatedTarget && event.clientY <= 0) fire()
    },
    onError,
  )

const listen = (
  name: string,
  fn: (event: Event) => void,
  onError: TriggerPorts['onError'],
): (() => void) => {
  const options = { capture: true, passive: true }
  const hear = guard(fn, onError)
  addEventListener(name, hear, options)
  return () => removeEventListener(name, hear, options)
}

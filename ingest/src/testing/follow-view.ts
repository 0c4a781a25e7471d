import { systemClock } from '@waymark/runtime'
import { type EventLog, type Following, followTopic } from '@waymark/storage'
import { createServingView, type ServingView } from '../serving/serving-view.ts'

interface FollowOptions {
  readonly dir: string
  readonly clock?: () => number
}

/** A view that follows a log, and what it read of it. */
export interface FollowedView extends AsyncDisposable {
  readonly view: ServingView
  /** Records that it has been handed. */
  readonly read: () => number
}

/** Resolves once the view knows everybody. */
export const followView = async (
  log: EventLog,
  { dir, clock = systemClock }: FollowOptions,
): Promise<FollowedView> => {
  let read = 0
  const fail = (error: unknown): never => {
    throw error
  }
  const view = createServingView(dir, {
    log,
    clock,
    onChange: () => undefined,
    onTransitions: () => undefined,
    onUnreadable: (_record, error) => fail(error),
    onUnwritten: fail,
  })
  await view.open()
  const following: Following = await followTopic(
    log,
    { topic: 'state', from: view.from },
    (batch) => {
      read += batch.records.length
      return view.apply(batch)
    },
  )
  await following.caughtUp
  return {
    view,
    read: () => read,
    [Symbol.asyncDispose]: async () => {
      await following.stop()
      await view.close()
    },
  }
}

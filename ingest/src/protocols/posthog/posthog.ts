import type { Protocol } from '../protocol.ts'
import { registerConfigRoutes } from './config-routes.ts'
import { findPosthogKey } from './find-posthog-key.ts'
import { registerFlagRoutes } from './flag-routes.ts'
import { readPosthogBody } from './read-posthog-body.ts'
import { readPosthogEvents } from './read-posthog-events.ts'
import { registerRecordingRoute } from './recording-route.ts'
import { refuseAsPosthog, taken } from './replies.ts'

const paths = ['/batch', '/e', '/i/v0/e', '/capture'] as const

/** PostHog's capture API. */
export const posthog: Protocol = {
  routes: paths.map((path) => ({ path })),
  reader: { read: readPosthogBody, findKey: findPosthogKey },
  read: (body, _route, at) => readPosthogEvents(body, at),
  answer: ({ fault }) => (fault ? refuseAsPosthog(fault) : taken),
  refuse: refuseAsPosthog,
  beside: (app, ctx) => {
    registerConfigRoutes(app, ctx)
    registerFlagRoutes(app, ctx)
    registerRecordingRoute(app, ctx)
  },
}

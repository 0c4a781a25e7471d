import { existsSync, readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { refusalBody, refuse } from './refusal.ts'

/** Our own pages may load from ourselves only, run no text as code, and be framed by nobody. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/** Headers of every answer of the dashboard. */
export const guardHeaders = (reply: FastifyReply): void => {
  reply.headers({
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    // The page that an author writes in is opened from here and talks back; who opens us is cut off all the same.
    'cross-origin-opener-policy': 'same-origin-allow-popups',
    'cross-origin-resource-policy': 'same-origin',
  })
}

const nothing = refusalBody(refuse('not_found', 'There is nothing at this address.'))

/** `main-1a2b3c4d.js`: its name changes with its content. */
const hashed = /[-.][A-Za-z0-9_-]{8,}\.(?:js|css|woff2|svg|png|webp)$/

const cacheFor = (path: string): string =>
  hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'

/** People ask for pages; programs that mistype an address of another room shall not be given one. */
const isPage = (path: string, accept = ''): boolean =>
  accept.includes('text/html') && !/\.[a-z0-9]{2,5}$/i.test(path)

const filesOf = (webDir: string): ReadonlySet<string> =>
  new Set(
    readdirSync(webDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(webDir, join(entry.parentPath, entry.name)).replaceAll('\\', '/')),
  )

/**
 * Serves the app: its files by name, and for every other path the page that finds its way by itself. What may be served is
 * listed once, so that no path leads out of the folder.
 */
export const serveWeb = async (app: FastifyInstance, webDir: string | undefined): Promise<void> => {
  const built = webDir !== undefined && existsSync(join(webDir, 'index.html'))
  if (!built) {
    app.get('/', async (_request, reply) =>
      reply.type('text/plain').send('The dashboard has not been built here. The API is at /api.\n'),
    )
    return
  }
  const files = filesOf(webDir)
  await app.register(fastifyStatic, {
    root: resolve(webDir),
    serve: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', cacheFor(path))
    },
  })
  app.get('/*', async (request, reply) => {
    const path = (request.params as { '*': string })['*']
    if (files.has(path)) return reply.sendFile(path)
    if (path === '' || isPage(path, request.headers.accept)) return reply.sendFile('index.html')
    return reply.code(404).send(nothing)
  })
}

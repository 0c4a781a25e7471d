import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Actor } from '../access/authenticate.ts'
import type { Capability } from '../access/capabilities.ts'
import type { Origin } from '../access/own-origin.ts'

/** A request that has passed the door: who asks, and what was asked, checked. */
export interface Call<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly actor: Actor
  /** Where this instance is reached by the caller. */
  readonly origin: Origin
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

type Schema<T> = z.ZodType<T>

interface RouteSpec<Params, Query, Body> {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** `/api/people/:subject` */
  readonly path: string
  readonly capability: Capability
  /** What it does, for the API's description. */
  readonly says: string
  readonly params?: Schema<Params>
  readonly query?: Schema<Query>
  readonly body?: Schema<Body>
  /** Status of a good answer; 200 unless given. */
  readonly status?: number
  /** What the answer looks like, or its content type where it is not JSON. */
  readonly answer?: z.ZodType | `${string}/${string}`
  /** Where a write can come too late (409): what the refusal tells. */
  readonly conflict?: string
  /** Answers a value, a `Refused`, or nothing (204, or the handler has taken the reply over). */
  readonly handle: (call: Call<Params, Query, Body>) => unknown
}

/** A route of the API, as the table of routes holds it. */
export type Route = RouteSpec<unknown, unknown, unknown>

type Nothing = { readonly [key: string]: never }

/** Declares a route; the types of its parts follow from the schemas. */
export const route = <Params = Nothing, Query = Nothing, Body = undefined>(
  spec: RouteSpec<Params, Query, Body>,
): Route => spec as unknown as Route

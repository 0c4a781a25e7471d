import { errorAnswer, type Fault, faultStatus } from './fault.ts'
import { type Reply, replyJson } from './reply.ts'

/** A fault as the clients of a route expect it. */
export type Refuse = (fault: Fault) => Reply

/** Waymark's own shape: `{"error": {"code", "message", "at", "limit"}}`. */
export const refuseAsWaymark: Refuse = (fault) =>
  replyJson(JSON.stringify(errorAnswer(fault)), faultStatus(fault))

import { z } from 'zod'

/** `verified: true`, or nothing. Left out it means what `false` would, and there is one way to say a thing. */
export const verifiedOnly = z
  .literal(true, { error: 'true; to count what browsers say as well, leave it out' })
  .exactOptional()

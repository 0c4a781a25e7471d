import type { CssCheck, CssRemark } from '@waymark/schemas'
import { z } from 'zod'

const remarks: z.ZodType<readonly CssRemark[]> = z.array(
  z.object({ line: z.int().min(1), message: z.string() }),
)

/** Held against the type of `@waymark/schemas` by the compiler. */
export const cssCheck: z.ZodType<CssCheck> = z.object({ faults: remarks, doubts: remarks })

import { z } from 'zod'

/** 24 hours. A day by the calendar may be longer or shorter. */
export const dayMs = 86_400_000

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: dayMs, w: 7 * dayMs } as const

const pattern = /^([1-9]\d{0,5})([smhdw])$/

/** A span of time as authors write it: `30m`, `24h`, `10d`, `8w`. `d` is 24 hours, `w` is seven of them. */
export const durationSchema = z
  .string()
  .regex(pattern, 'a duration such as 30m, 24h, 10d or 8w')
  .meta({ id: 'Duration' })

/** Milliseconds of a text; `undefined` where it is no duration. */
export const readDurationMs = (text: string): number | undefined => {
  const parts = pattern.exec(text)
  return parts ? Number(parts[1]) * unitMs[parts[2] as keyof typeof unitMs] : undefined
}

/** Milliseconds of a duration text that `durationSchema` accepted. */
export const durationMs = (text: string): number => {
  const ms = readDurationMs(text)
  if (ms === undefined) throw new TypeError(`not a duration: ${text}`)
  return ms
}

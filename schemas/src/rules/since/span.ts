import { z } from 'zod'
import { durationMs } from '../../duration.ts'
import type { Calendar } from '../calendar.ts'

const workingDays = /^([1-9]\d?)wd$/

/** A duration, or working days of the project's calendar: `36h`, `10d`, `5wd`. */
export const spanSchema = z
  .string()
  .regex(
    /^(?:[1-9]\d{0,5}[smhdw]|[1-9]\d?wd)$/,
    'a duration such as 30m, 24h, 10d or 8w, or working days such as 5wd (up to 99)',
  )

/** The instant that lies a span after another. */
export const plusSpan =
  (calendar: Calendar) =>
  (time: number, span: string): number => {
    const days = workingDays.exec(span)
    return days ? calendar.plusWorkingDays(time, Number(days[1])) : time + durationMs(span)
  }

import { z } from 'zod'
import type { CentreItem, Launcher } from './content.ts'
import { actionSchema, localText, short } from './content-schema.ts'

export const launcherSchema: z.ZodType<Launcher> = z.strictObject({
  label: localText,
  look: z.enum(['label', 'icon', 'none']).exactOptional(),
  icon: z.enum(['help', 'bell', 'star', 'chat']).exactOptional(),
  position: z.enum(['top-left', 'top-right', 'bottom-left', 'bottom-right']).exactOptional(),
  start: short.exactOptional(),
})

export const centreItemSchema: z.ZodType<CentreItem> = z.strictObject({
  label: localText,
  text: localText.exactOptional(),
  section: localText.exactOptional(),
  action: actionSchema,
})

import { z } from 'zod'
import { durationSchema } from '../duration.ts'
import { limits } from '../limits.ts'
import type {
  Action,
  ContentNode,
  GuideStep,
  Hotspot,
  LocalText,
  Target,
  Task,
  TextRun,
  Theme,
  Trigger,
} from './content.ts'

const text = z.string().max(4000)
export const short = z.string().min(1).max(limits.nameLength)

/** A text, or one per locale. */
export const localText: z.ZodType<LocalText> = z
  .union([
    text,
    z.record(
      z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a locale such as en or de-CH'),
      text,
    ),
  ])
  .meta({ id: 'LocalText' })

/** `https:`, `http:`, `mailto:` or a path of the host's own: nothing that can run. */
const url = z
  .string()
  .min(1)
  .max(2000)
  .refine(
    (value) => /^(https?:\/\/|mailto:|\/(?!\/)|#|\?)/i.test(value),
    'an https, http or mailto URL, or a path',
  )

export const actionSchema: z.ZodType<Action> = z
  .union([
    z.strictObject({ next: z.literal(true) }),
    z.strictObject({ back: z.literal(true) }),
    z.strictObject({ goto: short }),
    z.strictObject({ open: url, in: z.enum(['same', 'new']).exactOptional() }),
    z.strictObject({ dismiss: z.literal(true) }),
    z.strictObject({ snooze: durationSchema }),
    z.strictObject({ complete: z.literal(true) }),
    z.strictObject({
      track: z.strictObject({
        event: short,
        properties: z.record(z.string(), z.json()).exactOptional(),
      }),
    }),
    z.strictObject({
      'set-trait': z
        .strictObject({
          name: short,
          value: z.union([text, z.number(), z.boolean()]).exactOptional(),
          from: short.exactOptional(),
        })
        .refine((t) => (t.value === undefined) !== (t.from === undefined), 'a value, or from'),
    }),
    z.strictObject({ start: short }),
    z.strictObject({ 'click-target': z.literal(true) }),
    z.strictObject({ call: short }),
  ])
  .meta({ id: 'Action' }) as z.ZodType<Action>

const run: z.ZodType<TextRun> = z.strictObject({
  text: localText,
  bold: z.boolean().exactOptional(),
  italic: z.boolean().exactOptional(),
  code: z.boolean().exactOptional(),
  link: url.exactOptional(),
})

const pixels = z.int().min(1).max(4000)

const addressOfFile = url.refine(
  (value) => !/^(mailto:|#|\?)/i.test(value),
  'an http URL, or a path',
)

const leafSchemas = [
  z.strictObject({ heading: localText }),
  z.strictObject({ text: z.union([localText, z.array(run).min(1).max(50)]) }),
  z.strictObject({
    image: z.strictObject({
      src: url,
      alt: localText,
      width: pixels.exactOptional(),
      height: pixels.exactOptional(),
    }),
  }),
  z.strictObject({
    button: z.strictObject({
      label: localText,
      action: z.union([actionSchema, z.array(actionSchema).min(1).max(5)]),
      look: z.enum(['primary', 'quiet']).exactOptional(),
    }),
  }),
  z.strictObject({ link: z.strictObject({ label: localText, url }) }),
  z.strictObject({
    list: z.array(localText).min(1).max(20),
    ordered: z.boolean().exactOptional(),
  }),
  z.strictObject({
    video: z.strictObject({
      src: addressOfFile,
      title: localText,
      poster: addressOfFile.exactOptional(),
      captions: z
        .array(z.strictObject({ src: addressOfFile, lang: short }))
        .max(10)
        .exactOptional(),
    }),
  }),
  z.strictObject({
    input: z.strictObject({
      id: short,
      label: localText,
      type: z.enum(['text', 'email', 'number', 'long']).exactOptional(),
      placeholder: localText.exactOptional(),
      required: z.boolean().exactOptional(),
    }),
  }),
  z.strictObject({
    progress: z.union([
      z.literal('steps'),
      z.strictObject({ label: localText, value: z.number().min(0), max: z.number().positive() }),
    ]),
  }),
  z.strictObject({
    question: z
      .strictObject({
        id: short,
        ask: localText,
        type: z.enum(['nps', 'ces', 'csat', 'rating', 'single', 'multiple', 'text', 'number']),
        choices: z
          .array(z.strictObject({ id: short, label: localText }))
          .min(2)
          .max(20)
          .exactOptional(),
        low: localText.exactOptional(),
        high: localText.exactOptional(),
        required: z.boolean().exactOptional(),
      })
      .refine(
        (q) => (q.choices !== undefined) === (q.type === 'single' || q.type === 'multiple'),
        'choices for single and multiple, and for no other question',
      ),
  }),
] as const

const leafSchema = z.union(leafSchemas) as z.ZodType<ContentNode>

const nodeSchema: z.ZodType<ContentNode> = z
  .union([
    ...leafSchemas,
    z.strictObject({ columns: z.array(z.array(leafSchema).min(1).max(10)).min(2).max(3) }),
  ])
  .meta({ id: 'ContentNode' }) as z.ZodType<ContentNode>

export const targetSchema: z.ZodType<Target> = z
  .strictObject({
    wm: short.exactOptional(),
    testid: short.exactOptional(),
    id: short.exactOptional(),
    field: short.exactOptional(),
    role: short.exactOptional(),
    name: localText.exactOptional(),
    text: localText.exactOptional(),
    tag: short.exactOptional(),
    href: z.string().max(2000).exactOptional(),
    placeholder: localText.exactOptional(),
    within: z
      .array(z.strictObject({ role: short, name: localText.exactOptional() }))
      .max(5)
      .exactOptional(),
    classes: z.array(short).max(20).exactOptional(),
    nth: z.int().min(0).exactOptional(),
    threshold: z.number().min(0.5).max(1).exactOptional(),
  })
  .refine(
    (t) =>
      ['wm', 'testid', 'id', 'field', 'name', 'text', 'placeholder', 'href'].some(
        (key) => key in t,
      ),
    'one of wm, testid, id, field, name, text, placeholder, href: position and classes alone find the wrong element',
  )
  .meta({ id: 'Target' }) as z.ZodType<Target>

export const triggerSchema: z.ZodType<Trigger> = z
  .strictObject({
    url: z.union([short, z.array(short).min(1).max(20)]).exactOptional(),
    'not-url': z.union([short, z.array(short).min(1).max(20)]).exactOptional(),
    after: z
      .union([
        z.strictObject({ element: z.enum(['visible', 'clicked', 'gone']) }),
        z.strictObject({ event: short }),
        z.strictObject({ delay: durationSchema }),
        z.strictObject({ dwell: durationSchema }),
        z.strictObject({ scroll: z.number().min(0).max(100) }),
        z.strictObject({ idle: durationSchema }),
        z.strictObject({ exit: z.literal(true) }),
      ])
      .exactOptional(),
  })
  .meta({ id: 'Trigger' }) as z.ZodType<Trigger>

const sides = ['top', 'right', 'bottom', 'left'] as const
const placement = z.enum(sides.flatMap((side) => [side, `${side}-start`, `${side}-end`] as const))

const position = z.enum([
  ...(['center', 'top', 'bottom', 'left', 'right'] as const),
  ...(['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const),
])

const branchSchema = z.strictObject({
  when: z.union([
    z.strictObject({ url: z.union([short, z.array(short).min(1).max(20)]) }),
    z.strictObject({ visible: targetSchema }),
    z.strictObject({
      answer: short,
      eq: z.union([text, z.number()]).exactOptional(),
      gte: z.number().exactOptional(),
      lte: z.number().exactOptional(),
    }),
  ]),
  goto: short,
})

export const stepSchema: z.ZodType<GuideStep> = z.strictObject({
  id: short.exactOptional(),
  kind: z.enum(['tooltip', 'modal', 'banner', 'slideout', 'survey']).exactOptional(),
  content: z.array(nodeSchema).min(1).max(30),
  target: targetSchema.exactOptional(),
  placement: placement.exactOptional(),
  position: position.exactOptional(),
  backdrop: z.boolean().exactOptional(),
  layout: z.enum(['over', 'push', 'inline']).exactOptional(),
  spotlight: z.boolean().exactOptional(),
  advance: z
    .union([z.strictObject({ click: z.literal(true) }), z.strictObject({ event: short })])
    .exactOptional(),
  trigger: triggerSchema.exactOptional(),
  skip: durationSchema.exactOptional(),
  branch: z.array(branchSchema).min(1).max(20).exactOptional(),
  date: z.union([z.iso.date(), z.iso.datetime({ offset: true })]).exactOptional(),
  reactions: z.array(z.string().min(1).max(20)).min(1).max(6).exactOptional(),
}) as z.ZodType<GuideStep>

export const hotspotSchema: z.ZodType<Hotspot> = z.strictObject({
  look: z.enum(['beacon', 'icon', 'badge']).exactOptional(),
  label: localText.exactOptional(),
  corner: z
    .enum(['top-left', 'top-right', 'bottom-left', 'bottom-right', 'left', 'right'])
    .exactOptional(),
  start: short.exactOptional(),
})

export const taskSchema: z.ZodType<Task> = z.strictObject({
  milestone: short,
  label: localText,
  text: localText.exactOptional(),
  action: actionSchema.exactOptional(),
})

export const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'a colour such as #176145')

export const themeShape = {
  accent: colour.exactOptional(),
  background: colour.exactOptional(),
  text: colour.exactOptional(),
  radius: z.number().min(0).max(40).exactOptional(),
  font: z
    .string()
    .regex(/^[\w "',-]{1,200}$/, 'a font family')
    .exactOptional(),
  mode: z.enum(['light', 'dark', 'auto']).exactOptional(),
}

export const themeSchema: z.ZodType<Theme> = z.strictObject(themeShape)

import type {
  GuideStep,
  GuideType,
  Placement,
  Position,
  Theme,
} from '@waymark/schemas/wire/content'
import { changeStep, put } from '../document/change.ts'
import { kindOfStep } from '../document/kinds.ts'
import { isLaunched } from '../document/launched.ts'
import { Select, TextField, Tick } from './controls.tsx'
import { ElementPart } from './element-part.tsx'
import type { Part } from './part.ts'

const sides = ['top', 'right', 'bottom', 'left'] as const
const placements = sides.flatMap((side): readonly Placement[] => [
  side,
  `${side}-start`,
  `${side}-end`,
])
const corners = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const
const positions: { readonly [kind: string]: readonly Position[] } = {
  modal: ['center', ...sides, ...corners],
  slideout: [...corners, 'left', 'right'],
  survey: ['center', ...corners],
  checklist: corners,
  banner: ['top', 'bottom'],
}
const usual: { readonly [kind: string]: Position } = {
  modal: 'center',
  slideout: 'bottom-right',
  survey: 'bottom-right',
  checklist: 'bottom-right',
  banner: 'top',
}

const named = <V extends string>(values: readonly V[]): readonly (readonly [V, string])[] =>
  values.map((value) => [value, value.replaceAll('-', ' ')])

interface PlaceProps {
  readonly part: Part
  readonly step: GuideStep
}

type With = <K extends keyof GuideStep>(key: K, value: GuideStep[K] | undefined) => void

const withIn =
  ({ now, change }: Part): With =>
  (key, value) =>
    change(changeStep(now.step, (each) => put(each, key, value)))

const Beside = ({ part, step }: PlaceProps) => {
  const with_ = withIn(part)
  return (
    <>
      <Select
        on={part.on}
        label="Beside the element"
        value={step.placement ?? 'bottom'}
        options={named(placements)}
        choose={(place) => with_('placement', place === 'bottom' ? undefined : place)}
      />
      <Tick
        on={part.on}
        label="Dim the page around it"
        ticked={step.spotlight === true}
        tick={(dims) => with_('spotlight', dims || undefined)}
      />
    </>
  )
}

/** A modal dims the page unless told otherwise; a survey does not. */
const Dims = ({ part, step, kind }: PlaceProps & { readonly kind: GuideType }) => {
  const isUsual = kind === 'modal'
  return (
    <Tick
      on={part.on}
      label="Dim the page, which then waits"
      ticked={step.backdrop ?? isUsual}
      tick={(dims) => withIn(part)('backdrop', dims === isUsual ? undefined : dims)}
    />
  )
}

/** A button, and what it opens, stand in a corner, or inside an element of the page. */
const CornerOrElement = ({ part }: { readonly part: Part }) => {
  const { on, now, change } = part
  const { launcher, target } = now.guide
  if (!launcher) return null
  const usualCorner = 'bottom-right'
  return (
    <>
      <Select
        on={on}
        label={target ? 'What it opens stands' : 'On the screen'}
        value={launcher.position ?? usualCorner}
        options={named(corners)}
        choose={(corner) => {
          const position = corner === usualCorner ? undefined : corner
          change((guide) => put(guide, 'launcher', put(launcher, 'position', position)))
        }}
      />
      <p class="small">The button can stand in the page itself: inside of what you pick.</p>
      <ElementPart part={part} />
    </>
  )
}

/** Where the card of this step stands. */
export const PlacePart = ({ part, step }: PlaceProps) => {
  const { on, now } = part
  if (isLaunched(now.guide)) return <CornerOrElement part={part} />
  const kind = kindOfStep(now.guide, step)
  const with_ = withIn(part)
  const places = positions[kind]
  return (
    <>
      {(kind === 'tooltip' || kind === 'hotspot') && <Beside part={part} step={step} />}
      {places && (
        <Select
          on={on}
          label="On the screen"
          value={step.position ?? usual[kind] ?? 'center'}
          options={named(places)}
          choose={(place) => with_('position', place === usual[kind] ? undefined : place)}
        />
      )}
      {(kind === 'modal' || kind === 'survey') && <Dims part={part} step={step} kind={kind} />}
      {kind === 'banner' && (
        <Select
          on={on}
          label="Room for it"
          value={step.layout === 'push' ? 'push' : 'over'}
          options={[
            ['over', 'over the page'],
            ['push', 'the page moves aside'],
          ]}
          choose={(layout) => with_('layout', layout === 'push' ? layout : undefined)}
        />
      )}
    </>
  )
}

const colours = [
  ['accent', 'Buttons', '#176145'],
  ['background', 'Ground', '#ffffff'],
  ['text', 'Text', '#16211d'],
] as const

/** The guide's own colours; without any it looks as all guides do. */
export const ThemePart = ({ part }: { readonly part: Part }) => {
  const { on, now, change } = part
  const theme = now.guide.theme ?? {}
  const say = (next: Theme, what: string): void =>
    change(
      (guide) => put(guide, 'theme', Object.keys(next).length > 0 ? next : undefined),
      `theme ${what}`,
    )
  return (
    <>
      <Select
        on={on}
        label="Light or dark"
        value={theme.mode ?? 'auto'}
        options={[
          ['auto', 'as the page around it'],
          ['light', 'light'],
          ['dark', 'dark'],
        ]}
        choose={(mode) => say(put(theme, 'mode', mode === 'auto' ? undefined : mode), 'mode')}
      />
      <div class="colours">
        {colours.map(([key, label, first]) => (
          <TextField
            key={key}
            on={on}
            type="color"
            label={label}
            value={theme[key] ?? first}
            enter={(colour) => say(put(theme, key, colour), key)}
          />
        ))}
      </div>
      <TextField
        on={on}
        type="number"
        label="Round corners, pixels"
        value={String(theme.radius ?? 10)}
        enter={(text) =>
          say(put(theme, 'radius', Math.min(40, Math.max(0, Number(text) || 0))), 'radius')
        }
      />
      {now.guide.theme && (
        <button type="button" class="chip" {...on.press(() => say({}, 'none'))}>
          The usual look
        </button>
      )}
    </>
  )
}

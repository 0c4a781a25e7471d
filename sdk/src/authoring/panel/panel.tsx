import type { GuideType } from '@waymark/schemas'
import { put } from '../document/change.ts'
import { isAnchored, setType, writtenKinds } from '../document/kinds.ts'
import { triggerOf } from '../document/steps.ts'
import { ContentPart } from './content-part.tsx'
import { IconButton, Section, Select, TextField } from './controls.tsx'
import { ElementPart } from './element-part.tsx'
import { PlacePart, ThemePart } from './look-part.tsx'
import type { Part } from './part.ts'
import { StepsPart } from './steps-part.tsx'
import { sayPages, WhenPart } from './when-part.tsx'

const kindNames: { readonly [kind in (typeof writtenKinds)[number]]: string } = {
  tooltip: 'Tooltip, beside an element',
  modal: 'Modal, in the middle',
  banner: 'Banner, along an edge',
  slideout: 'Slideout, in a corner',
  hotspot: 'Hotspot, on an element',
  tour: 'Tour, step by step',
}

const Head = ({ part }: { readonly part: Part }) => {
  const { on, now, set } = part
  return (
    <header class="panel-head">
      <i class="blaze" />
      <h2>{now.guide.name ?? now.guide.id}</h2>
      <IconButton
        on={on}
        icon="side"
        label={`Move the panel to the ${now.side === 'right' ? 'left' : 'right'}`}
        do={() => set({ side: now.side === 'right' ? 'left' : 'right' })}
      />
      <IconButton
        on={on}
        icon={now.folded ? 'unfold' : 'fold'}
        label={now.folded ? 'Unfold the panel' : 'Fold the panel'}
        do={() => set({ folded: !now.folded })}
      />
      <IconButton on={on} icon="close" label="Leave authoring" do={part.end} />
    </header>
  )
}

const Bar = ({ part }: { readonly part: Part }) => (
  <div class="bar">
    <IconButton on={part.on} icon="undo" label="Undo" disabled={!part.canUndo} do={part.undo} />
    <IconButton on={part.on} icon="redo" label="Redo" disabled={!part.canRedo} do={part.redo} />
    <button type="button" class="button" {...part.on.press(() => part.preview(false))}>
      Preview
    </button>
    <button
      type="button"
      class="button"
      title="Preview as visitors meet it: on its pages, after its trigger"
      {...part.on.press(() => part.preview(true))}
    >
      Targeted
    </button>
    <button type="button" class="button first end" {...part.on.press(part.save)}>
      Save
    </button>
  </div>
)

const Foot = ({ part }: { readonly part: Part }) => {
  const { state } = part.now
  return (
    <footer class="panel-foot">
      <p role="status" class="state" data-state={state.state}>
        {state.text}
      </p>
      {state.problems.length > 0 && (
        <ul class="problems" aria-label="Before it can be published">
          {state.problems.slice(0, 3).map(({ at, message }) => (
            <li key={at + message}>{message}</li>
          ))}
        </ul>
      )}
    </footer>
  )
}

const Body = ({ part }: { readonly part: Part }) => {
  const { on, now, change } = part
  const { guide } = now
  const step = guide.steps[now.step]
  if (!step) return null
  const isKnown = writtenKinds.some((kind) => kind === guide.type)
  return (
    <div class="panel-body">
      <Section title="Kind">
        <TextField
          on={on}
          label="Name"
          value={guide.name ?? ''}
          placeholder={guide.id}
          enter={(name) => change((each) => put(each, 'name', name || undefined), 'name')}
        />
        <Select
          on={on}
          label="Kind"
          value={guide.type}
          options={[
            ...writtenKinds.map((kind): readonly [GuideType, string] => [kind, kindNames[kind]]),
            ...(isKnown ? [] : ([[guide.type, guide.type]] as const)),
          ]}
          choose={(type) => change(setType(type))}
        />
      </Section>
      <Section title="Steps" note={String(guide.steps.length)}>
        <StepsPart part={part} step={step} />
      </Section>
      {(isAnchored(guide, step) || guide.type === 'tour') && (
        <Section title="Element">
          <ElementPart part={part} />
        </Section>
      )}
      <Section title="Content">
        <ContentPart part={part} step={step} />
      </Section>
      <Section title="Place" closed>
        <PlacePart part={part} step={step} />
      </Section>
      <Section title="When" note={sayPages(triggerOf(guide, now.step))} closed>
        <WhenPart part={part} />
      </Section>
      <Section title="Look" closed>
        <ThemePart part={part} />
      </Section>
      <Section title="Who" closed>
        <p class="small">{now.audience}</p>
        <p class="small">It is set in the dashboard.</p>
      </Section>
    </div>
  )
}

/** All that an author sees beside the guide itself. */
export const Panel = ({ part }: { readonly part: Part }) => {
  const { side, folded } = part.now
  return (
    <section
      class="panel"
      aria-label="Waymark: write a guide"
      data-side={side}
      data-folded={folded ? 'yes' : 'no'}
    >
      <Head part={part} />
      {!folded && <Bar part={part} />}
      {!folded && <Body part={part} />}
      <Foot part={part} />
    </section>
  )
}

/** In place of the panel while the guide is looked at. */
export const PreviewBadge = ({ part }: { readonly part: Part }) => {
  const { on, now } = part
  return (
    <section class="badge" aria-label="Preview">
      <p role="status">
        <i class="blaze" />
        <b>Preview</b> nothing is recorded
        {now.notes.length > 0 && `: ${now.notes.slice(-3).join(', ')}`}
      </p>
      <button type="button" class="button" {...on.press(() => part.preview(false))}>
        Again
      </button>
      <button type="button" class="button first" {...on.press(() => part.set({ mode: 'edit' }))}>
        Back to writing
      </button>
    </section>
  )
}

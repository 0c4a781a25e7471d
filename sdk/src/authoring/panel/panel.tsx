import type { GuideStep, GuideType } from '@waymark/schemas/wire/content'
import { partsOf } from '../../guide/engine/steps.ts'
import { put } from '../document/change.ts'
import { isAnchored, setType, standsRight, writtenKinds } from '../document/kinds.ts'
import { isLaunched, stepAt } from '../document/launched.ts'
import { triggerOf } from '../document/steps.ts'
import type { Editing } from '../editor.ts'
import { contentOf } from '../page/drawn-draft.ts'
import { ContentPart } from './content-part.tsx'
import { IconButton, Section, Select, TextField } from './controls.tsx'
import { ElementPart } from './element-part.tsx'
import { ItemsPart } from './items-part.tsx'
import { LauncherPart } from './launcher-part.tsx'
import { PlacePart, ThemePart } from './look-part.tsx'
import type { Part } from './part.ts'
import { PostPart } from './post-part.tsx'
import { StepsPart } from './steps-part.tsx'
import { TasksPart } from './tasks-part.tsx'
import { sayPages, WhenPart } from './when-part.tsx'

const kindNames: { readonly [kind in (typeof writtenKinds)[number]]: string } = {
  tooltip: 'Tooltip, beside an element',
  modal: 'Modal, in the middle',
  banner: 'Banner, along an edge',
  slideout: 'Slideout, in a corner',
  hotspot: 'Hotspot, on an element',
  tour: 'Tour, step by step',
  survey: 'Survey, questions',
  checklist: 'Checklist, tasks',
  feed: 'Feed, what is new',
  'resource-centre': 'Resource centre, links to help',
  launcher: 'Launcher, a button that opens a guide',
  paywall: 'Paywall, when a limit is met',
}

/** Beside the card, not under it, unless the author has chosen. */
const sideOf = ({ side, guide, step }: Editing): 'left' | 'right' =>
  side ?? (standsRight(guide, guide.steps[step]) ? 'left' : 'right')

const Head = ({ part }: { readonly part: Part }) => {
  const { on, now, set } = part
  const other = sideOf(now) === 'right' ? 'left' : 'right'
  return (
    <header class="panel-head">
      <i class="blaze" />
      <h2>{now.guide.name ?? now.guide.id}</h2>
      <IconButton
        on={on}
        icon="side"
        label={`Move the panel to the ${other}`}
        do={() => set({ side: other })}
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
      title="Preview as visitors meet it: on its pages, after its trigger, and only for who would be shown it"
      {...part.on.press(() => part.preview(true))}
    >
      Targeted
    </button>
    <button type="button" class="button first end" {...part.on.press(part.save)}>
      Save
    </button>
  </div>
)

/** Files that the guide is drawn by, and that did not come; and what went wrong in the authoring code itself. */
const Troubles = ({ part }: { readonly part: Part }) => {
  const { guide, unloaded, broken, stock } = part.now
  const lacks = [...unloaded].filter(([name]) => partsOf(contentOf(guide, stock.brand)).has(name))
  return (
    <div role="alert">
      {lacks.map(([name, says]) => (
        <p key={name} class="state" data-state="failed">
          {guide.name ?? guide.id} is not drawn: {says}.
        </p>
      ))}
      {broken && (
        <p class="state" data-state="failed">
          Something went wrong in this panel: {broken}. If it does not answer, load the page again.
        </p>
      )}
    </div>
  )
}

const Foot = ({ part }: { readonly part: Part }) => {
  const { state } = part.now
  return (
    <footer class="panel-foot">
      <Troubles part={part} />
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

const KindPart = ({ part }: { readonly part: Part }) => {
  const { on, now, change } = part
  const { guide } = now
  const isKnown = writtenKinds.some((kind) => kind === guide.type)
  return (
    <>
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
    </>
  )
}

/** What the kind of the guide is made of. */
const Made = ({ part, step }: { readonly part: Part; readonly step: GuideStep }) => {
  const { guide } = part.now
  const { type, steps } = guide
  const isOneCard = type === 'checklist' || type === 'resource-centre' || type === 'launcher'
  return (
    <>
      {isLaunched(guide) && (
        <Section title="Button">
          <LauncherPart part={part} />
        </Section>
      )}
      {(!isOneCard || steps.length > 1) && (
        <Section title={type === 'feed' ? 'Posts' : 'Steps'} note={String(steps.length)}>
          <StepsPart part={part} step={step} />
        </Section>
      )}
      {type === 'feed' && (
        <Section title="Post">
          <PostPart part={part} step={step} />
        </Section>
      )}
      {(type === 'tour' || (isAnchored(guide, step) && !isLaunched(guide))) && (
        <Section title="Element">
          <ElementPart part={part} />
        </Section>
      )}
      {steps.length > 0 && (
        <Section title="Content">
          <ContentPart part={part} step={step} />
        </Section>
      )}
      {type === 'resource-centre' && (
        <Section title="Links" note={String(guide.items?.length ?? 0)}>
          <ItemsPart part={part} />
        </Section>
      )}
      {guide.type === 'checklist' && (
        <Section title="Tasks" note={String(guide.tasks?.length ?? 0)}>
          <TasksPart part={part} />
        </Section>
      )}
    </>
  )
}

/** Whom previews are for, and what stands between them and the guide. */
const PersonPart = ({ part }: { readonly part: Part }) => {
  const { person } = part.now
  if (!person) {
    return (
      <p class="small">
        Previews are for nobody in particular. In the dashboard, “Preview as…” chooses somebody.
      </p>
    )
  }
  return (
    <div class="confidence" data-safe={person.against.length === 0 ? 'yes' : 'no'}>
      <p>
        Previewed as <span class="name">{person.name}</span>
      </p>
      <p>
        <b>{person.against.length === 0 ? 'Would be shown it' : 'Would not be shown it'}</b>
      </p>
      {person.against.map((why) => (
        <p key={why} class="small">
          {why}
        </p>
      ))}
    </div>
  )
}

const Body = ({ part }: { readonly part: Part }) => {
  const { now } = part
  const step = stepAt(now.guide, now.step)
  if (!step) return null
  return (
    <div class="panel-body">
      <Section title="Kind">
        <KindPart part={part} />
      </Section>
      <Made part={part} step={step} />
      {now.guide.type !== 'paywall' && (
        <Section title="Place" closed>
          <PlacePart part={part} step={step} />
        </Section>
      )}
      <Section title="When" note={sayPages(triggerOf(now.guide, now.step))} closed>
        <WhenPart part={part} />
      </Section>
      <Section title="Look" closed>
        <ThemePart part={part} />
      </Section>
      <Section title="Who" closed>
        <p class="small">{now.audience}</p>
        <p class="small">It is set in the dashboard.</p>
        <PersonPart part={part} />
      </Section>
    </div>
  )
}

/** All that an author sees beside the guide itself. */
export const Panel = ({ part }: { readonly part: Part }) => {
  const { folded } = part.now
  return (
    <section
      class="panel"
      aria-label="Waymark: write a guide"
      data-side={sideOf(part.now)}
      data-folded={folded ? 'yes' : 'no'}
      data-away={part.now.mode === 'pick' ? 'yes' : 'no'}
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
  const { person, notes } = now
  return (
    <section class="badge" aria-label="Preview">
      <p role="status">
        <i class="blaze" />
        <span>
          <b>Preview</b>
          {person && ` as ${person.name},`} nothing is recorded
          {notes.length > 0 && `: ${notes.slice(-3).join(', ')}`}
        </span>
      </p>
      <Troubles part={part} />
      <button type="button" class="button" {...on.press(() => part.preview(false))}>
        Again
      </button>
      <button type="button" class="button first" {...on.press(() => part.set({ mode: 'edit' }))}>
        Back to writing
      </button>
    </section>
  )
}

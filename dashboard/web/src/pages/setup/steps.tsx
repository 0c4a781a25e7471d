import type { Setup } from '@waymark/schemas/api/setup'
import type { ComponentChildren } from 'preact'
import { Ago } from '../../ui/ago.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { sayEvent } from '../../words/say-event.ts'
import { subjectHref } from '../../words/subject.ts'
import { InstallStep } from './install-step.tsx'
import { applyCommand, guideFile, identifyCode, milestoneFile } from './snippets.ts'

export interface SetupStep {
  readonly id: string
  readonly title: string
  /** What it is good for. */
  readonly says: string
  readonly body: ComponentChildren
  /** What shows that it is done. */
  readonly proof?: ComponentChildren
}

interface FilesProps {
  readonly env: string
  readonly text: string
  readonly label: string
}

const Files = ({ env, text, label }: FilesProps) => (
  <div class="stack">
    <CodeBlock label={label} text={text} />
    <p class="small quiet">Then publish it:</p>
    <CodeBlock label="Command that publishes definitions" text={applyCommand(env)} />
  </div>
)

const waits = {
  milestone: 'Published; waiting for the first person to reach it.',
  guide: 'Published; waiting for the first person to see it.',
} as const

interface WriteStepProps extends Omit<FilesProps, 'env'> {
  readonly setup: Setup
  readonly step: keyof Setup['published']
}

/** What to write; once it is written and nobody has come to it yet, that. */
const WriteStep = ({ setup, step, ...files }: WriteStepProps) =>
  setup.published[step] && !setup.steps[step] ? (
    <p role="status">{waits[step]}</p>
  ) : (
    <Files env={setup.env} {...files} />
  )

const FirstEvent = ({ setup: { firstEvent } }: { readonly setup: Setup }) =>
  firstEvent ? (
    <>
      <b>{sayEvent(firstEvent)}</b> from the {firstEvent.source}, <Ago at={firstEvent.received} />.{' '}
      <a href={subjectHref(firstEvent.person)}>See who it was</a>
    </>
  ) : null

/** The five steps of Setup: what to do, and the proof when it is done. */
export const stepsOf = (setup: Setup): readonly SetupStep[] => [
  {
    id: 'install',
    title: 'Install',
    says: 'Put Waymark into your app. Five minutes, one tag.',
    body: <InstallStep setup={setup} />,
    proof: setup.lastEventAt ? (
      <>
        Installed. The newest event came <Ago at={setup.lastEventAt} />.
      </>
    ) : (
      'Installed.'
    ),
  },
  {
    id: 'event',
    title: 'First event',
    says: 'Open your app once. The page view arrives here, live.',
    body: (
      <p class="small quiet">
        Watch below: what arrives shows within a second, and so does what is refused, with the
        reason.
      </p>
    ),
    proof: <FirstEvent setup={setup} />,
  },
  {
    id: 'identify',
    title: 'Identify',
    says: 'Say who somebody is, so that a visitor becomes a person with an account.',
    body: (
      <div class="stack">
        <p class="small quiet">Call this after somebody signs in:</p>
        <CodeBlock label="Code that identifies a person" text={identifyCode} />
      </div>
    ),
    proof: (
      <>
        People have names. <a href="/people">See them</a>
      </>
    ),
  },
  {
    id: 'milestone',
    title: 'First milestone',
    says: 'Tell Waymark which event means that somebody got value.',
    body: (
      <WriteStep
        setup={setup}
        step="milestone"
        label="A milestone as a file"
        text={milestoneFile}
      />
    ),
    proof: (
      <>
        Somebody reached a milestone. <a href="/journey">See the journey</a>
      </>
    ),
  },
  {
    id: 'guide',
    title: 'First guide',
    says: 'In your app, help those who have not reached the milestone yet.',
    body: (
      <WriteStep
        setup={setup}
        step="guide"
        label="A guide and who gets it, as a file"
        text={guideFile}
      />
    ),
    proof: (
      <>
        Somebody was shown a guide. <a href="/definitions?kind=guide">See your guides</a>
      </>
    ),
  },
]

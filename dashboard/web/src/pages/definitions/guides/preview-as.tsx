import { useSignal } from '@preact/signals'
import { authoring } from '../../../authoring/authoring.ts'
import { type Named, namedIn, sayNamed } from '../../../authoring/named.ts'
import type { Shown } from '../../../authoring/shown.ts'
import { Name } from '../../../ui/name.tsx'
import { PersonDialog } from './person-dialog.tsx'

/** The page wrote it, so the page does not decide it. */
const Asked = ({ asked }: { readonly asked: Named }) => (
  <div class="authoring-head" role="status">
    <p class="small grow">The guide now names {sayNamed(asked)}. Show it in the page?</p>
    <button type="button" class="button" onClick={() => authoring.answerAsked('shown')}>
      Show it
    </button>
    <button type="button" class="button" onClick={() => authoring.answerAsked('kept')}>
      Keep the fall-back text
    </button>
  </div>
)

const Chosen = ({ person }: { readonly person: string }) => (
  <>
    <p class="grow">
      Previews are for <Name>{person}</Name>
    </p>
    <button type="button" class="button" onClick={() => void authoring.previewAs(undefined)}>
      For nobody in particular
    </button>
  </>
)

/** Whom previews are for, and what the page is told of them. */
export const PreviewAs = ({
  env,
  guide,
  person,
  asked,
}: Pick<Shown, 'env' | 'guide' | 'person' | 'asked'>) => {
  /** As it was when the dialog opened: what the page writes meanwhile was not read there. */
  const named = useSignal<Named | undefined>(undefined)
  return (
    <>
      <div class="row small">
        {person === undefined ? (
          <button
            type="button"
            class="button"
            onClick={() => {
              named.value = namedIn(guide)
            }}
          >
            Preview as…
          </button>
        ) : (
          <Chosen person={person} />
        )}
        <PersonDialog
          env={env}
          named={named.value}
          onClose={() => {
            named.value = undefined
          }}
          onChosen={(chosen) => void authoring.previewAs(chosen)}
        />
      </div>
      {asked && <Asked asked={asked} />}
    </>
  )
}

import { useSignal } from '@preact/signals'
import type { DefinitionItem, DefinitionList } from '@waymark/schemas/api/definitions'
import type { Look } from '@waymark/schemas/wire/content'
import { useId, useRef } from 'preact/hooks'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { may, whyMayNot } from '../../app/may.ts'
import { useSession } from '../../app/session.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { useOnce } from '../../ui/use-once.ts'
import { brandIn, lookOf } from '../../words/look-of.ts'
import { removeBrand, saveBrand } from './brand-actions.ts'
import { BrandSample } from './brand-sample.tsx'
import { CssField } from './css-field.tsx'
import { useCssCheck } from './use-css-check.ts'

const ownLook = { accent: '#176145', font: '', radius: 10, css: '' } as const

interface BrandFormProps {
  readonly env: string
  readonly item: DefinitionItem | undefined
  readonly allowed: boolean
}

const BrandForm = ({ env, item, allowed }: BrandFormProps) => {
  const id = useId()
  const before = lookOf(item)
  const look = useSignal<Look>({})
  const now = { ...ownLook, ...before, ...look.value }
  const saved = before?.css ?? ''
  const checked = useCssCheck(now.css, allowed)
  const refused = checked.t === 'checked' && checked.check.faults.length > 0
  const shown = useRef(saved)
  if (checked.t === 'checked' && !refused && checked.css === now.css.trim()) shown.current = now.css
  const enter = (part: Look): void => {
    look.value = { ...look.value, ...part }
  }
  const save = async (): Promise<void> => {
    const { font, css, ...rest } = now
    const said = { ...(font.trim() && { font: font.trim() }), ...(css.trim() && { css }) }
    // What was not saved stays in the form.
    if (await saveBrand(env, { ...rest, ...said }, item)) look.value = {}
  }
  const saving = useOnce(save)
  const removing = useOnce(async () => item && removeBrand(env, item))
  const busy = saving.busy || removing.busy
  return (
    <form
      class="brand-form"
      aria-busy={busy}
      onSubmit={(event) => {
        event.preventDefault()
        saving.run()
      }}
    >
      <fieldset class="stack" disabled={!allowed || busy}>
        <div class="field">
          <label for={`${id}-accent`}>Colour of buttons, links and marks</label>
          <input
            id={`${id}-accent`}
            type="color"
            class="input"
            value={now.accent}
            onInput={(event) => enter({ accent: event.currentTarget.value })}
          />
        </div>
        <div class="field">
          <label for={`${id}-font`}>Font of your app</label>
          <input
            id={`${id}-font`}
            class="input"
            placeholder="Inter, sans-serif"
            maxLength={200}
            value={now.font}
            onInput={(event) => enter({ font: event.currentTarget.value })}
          />
        </div>
        <div class="field">
          <label for={`${id}-radius`}>Corners, in pixels</label>
          <input
            id={`${id}-radius`}
            type="number"
            min={0}
            max={40}
            class="input"
            value={now.radius}
            onInput={(event) => enter({ radius: event.currentTarget.valueAsNumber || 0 })}
          />
        </div>
        <CssField css={now.css} saved={saved} state={checked} onInput={(css) => enter({ css })} />
        <div class="row">
          <button
            type="submit"
            class="button"
            disabled={refused || (item !== undefined && Object.keys(look.value).length === 0)}
          >
            {item ? 'Save' : 'Use this look'}
          </button>
          {item && (
            <button type="button" class="button" data-look="plain" onClick={removing.run}>
              Remove
            </button>
          )}
          {!allowed && <span class="small faint">{whyMayNot('write-definitions')}</span>}
        </div>
      </fieldset>
      <BrandSample look={{ ...now, css: shown.current }} />
    </form>
  )
}

/** How guides and e-mails look where they say nothing else. */
export const BrandSection = () => {
  const { env, me } = useSession()
  const answer = useQuery<DefinitionList>(address('/api/definitions', { env }))
  const allowed = may(me.user.role, 'write-definitions')
  return (
    <section class="section settings" aria-label="Brand">
      <div>
        <h2>Brand</h2>
        <p class="small quiet">
          A colour, a font and CSS for all guides, and the colour for e-mails, where they say
          nothing else.
        </p>
      </div>
      <Loaded answer={answer} rows={2}>
        {({ definitions }) => {
          const item = brandIn(definitions)
          return <BrandForm key={env} {...{ env, item, allowed }} />
        }}
      </Loaded>
    </section>
  )
}

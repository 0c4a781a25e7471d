import type { SurveyResults } from '@waymark/schemas'
import { ChoiceChips } from '../../ui/choice-chips.tsx'
import { useParam } from '../../ui/use-param.ts'
import { sayNumber } from '../../words/number.ts'
import { sayGroup } from './say-survey.ts'

interface ChooseProps {
  readonly label: string
  readonly param: string
  readonly options: readonly { readonly id: string; readonly responses: number }[]
}

/** One of several, or all; not there while there is nothing to choose. */
const Choose = ({ label, param, options }: ChooseProps) => {
  const [value, set] = useParam(param)
  if (options.length < 2 && value === '') return null
  return (
    <label class="row-tight value-target">
      <span class="small quiet">{label}</span>
      <select class="input" value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">All</option>
        {options.map(({ id, responses }) => (
          <option key={id} value={id}>
            {`${id} (${sayNumber(responses)})`}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Whose answers are shown: by group of the score, by version and by variant. */
export const SurveyFilter = ({ survey }: { readonly survey: SurveyResults }) => {
  const [group, setGroup] = useParam('group')
  const { groups } = survey
  return (
    <>
      {groups.length > 0 && (
        <ChoiceChips
          label="Whose answers"
          choices={[
            { id: '', label: 'Everybody' },
            ...groups.map((one) => ({ id: one.group, label: sayGroup(one) })),
          ]}
          value={group}
          onChoose={setGroup}
        />
      )}
      <Choose
        label="Version"
        param="version"
        options={survey.versions.map(({ version, responses }) => ({ id: `${version}`, responses }))}
      />
      <Choose
        label="Variant"
        param="variant"
        options={survey.variants.map(({ variant, responses }) => ({ id: variant, responses }))}
      />
    </>
  )
}

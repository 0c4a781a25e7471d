import type { SurveyResults } from '@waymark/schemas/api/surveys'
import { ChoiceChips } from '../../ui/choice-chips.tsx'
import { Choose } from '../../ui/choose.tsx'
import { useParam } from '../../ui/use-param.ts'
import { sayNumber } from '../../words/number.ts'
import { sayGroup } from './say-survey.ts'

const optionOf = (id: string, responses: number) => ({
  ...{ id, label: `${id} (${sayNumber(responses)})` },
})

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
        options={survey.versions.map(({ version, responses }) => optionOf(`${version}`, responses))}
      />
      <Choose
        label="Variant"
        param="variant"
        options={survey.variants.map(({ variant, responses }) => optionOf(variant, responses))}
      />
    </>
  )
}

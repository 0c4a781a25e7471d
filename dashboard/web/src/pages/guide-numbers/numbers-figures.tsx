import type { Did, GuideNumbers } from '@waymark/schemas/api/guide-numbers'
import { Figure } from '../../ui/figure.tsx'
import { sayDuration } from '../../words/duration.ts'
import { sayCount, sayNumber, sayShare } from '../../words/number.ts'
import { sayDid } from './say-numbers.ts'

/** The guide's figures; what nobody did is not among them, but for what every guide is there for. */
export const NumbersFigures = ({ numbers }: { readonly numbers: GuideNumbers }) => {
  const { shown, opened, clicked, answered, snoozed, dismissed, completed, toComplete } = numbers
  const figure = (label: string, did: Did) => (
    <Figure label={label} value={sayShare(did.people, shown.people)} says={sayDid(did)} />
  )
  return (
    <dl class="figures">
      <Figure
        label="Shown to"
        value={sayNumber(shown.people)}
        says={`${shown.people === 1 ? 'person' : 'people'}, ${sayCount(shown.times, 'time', 'times')}`}
      />
      {opened ? figure('Opened', opened) : figure('Clicked', clicked)}
      {completed.people > 0 || !opened ? figure('Completed', completed) : null}
      {toComplete && (
        <Figure
          label="Time to complete"
          value={sayDuration(toComplete.half)}
          says={`at most for half, ${sayDuration(toComplete.most)} for nine in ten`}
        />
      )}
      {dismissed.people > 0 && figure('Closed', dismissed)}
      {answered.people > 0 && numbers.type !== 'feed' && figure('Answered', answered)}
      {snoozed.people > 0 && figure('Said later', snoozed)}
    </dl>
  )
}

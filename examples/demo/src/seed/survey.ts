import { companies } from './companies.ts'
import type { HistoryEvent } from './history-event.ts'
import type { Random } from './random.ts'
import { tellGuide } from './tell-guide.ts'

/** As `recommend-us.yaml` has them. */
const survey = { guide: 'recommend-us', engagement: 'ask-customers', version: 1 } as const

/** Of those who see it, so many answer, and so many of these go on to say why. */
const answer = 0.72
const goOn = 0.65

/** What people say by their score: more of each than there are people to say it, as nobody says what a colleague has said. */
const words: readonly (readonly [from: number, says: readonly string[]])[] = [
  [
    9,
    [
      'The board moves when the code does. Nobody has to remind anybody any more.',
      'It took ten minutes to connect, and it has been right ever since.',
      'Our stand-ups are half as long.',
      'I open one tab on Monday instead of five.',
      'Reviews no longer wait because somebody forgot to move a card.',
      'Even our designers look at the board now.',
      'It does one thing, and it does it without being asked.',
      'We stopped writing status mails in March.',
      'New people find out by themselves who works on what.',
      'Support answered within the hour, on a Sunday.',
      'Fast. I have never waited for it.',
      'The automations replaced a script that only I could read.',
      'My manager asks me less, and knows more.',
      'We tried three others. This is the one that people kept using.',
    ],
  ],
  [
    7,
    [
      'Good, but I miss a calendar view.',
      'Works well. Automations could have more triggers.',
      'I would like to see two boards side by side.',
      'Solid. The search should look into comments, too.',
      'A key that moves a card would make it a ten.',
      'Fine for us; a second repository per board would be better.',
      'I like it, my team needs a bit longer.',
      'Mobile is all right for reading, not for moving cards.',
    ],
  ],
  [
    0,
    [
      'Too slow with our large board.',
      'I cannot find how to export anything.',
      'The notifications are too much, and I cannot turn single ones off.',
      'Merged branches sometimes leave their card where it was.',
      'Roles are too coarse: everybody can delete a column.',
      'We still keep a sheet beside it for planning.',
      'It lost its connection twice, and told nobody.',
    ],
  ],
]

const scores = [3, 5, 6, 7, 7, 8, 8, 8, 9, 9, 9, 9, 10, 10, 10] as const

const customers: ReadonlySet<string> = new Set(
  companies.filter(({ stage }) => stage === 'customer').map(({ id }) => id),
)

const answered = (
  seen: HistoryEvent,
  random: Random,
  said: Set<string>,
): readonly HistoryEvent[] => {
  const told = tellGuide(survey, seen)
  const at = 9 + random.between(4, 40)
  const shown = told(9, 'rendered', { step: '1' })
  if (!random.chance(answer)) return [shown, told(at, 'dismissed', { step: '1', by: 'close' })]
  const score = random.pick(scores)
  const first = [
    told(at, 'answered', { step: '1', answers: { score } }),
    told(at, 'clicked', { step: '1', by: 'next' }),
  ]
  const [, says = []] = words.find(([from]) => score >= from) ?? []
  const [one, ...others] = says.filter((each) => !said.has(each))
  if (!random.chance(goOn) || one === undefined) return [shown, ...first]
  const why = random.pick([one, ...others])
  said.add(why)
  const wrote = at + random.between(15, 90)
  const then = [
    told(wrote, 'answered', { step: '2', answers: { why } }),
    told(wrote, 'clicked', { step: '2', by: 'next' }),
  ]
  const end = { step: '3', by: 'next' }
  return [
    shown,
    ...first,
    ...then,
    told(wrote + 4, 'clicked', end),
    told(wrote + 4, 'completed', end),
  ]
}

/** What customers answered when they were asked, at the board: each of them once, while they were at work. */
export const surveyOf = (
  history: readonly HistoryEvent[],
  random: Random,
): readonly HistoryEvent[] => {
  const atWork = history.filter(
    ({ userId, event, context }) =>
      userId !== undefined && event === 'Card Moved' && customers.has(String(context.groupId)),
  )
  const said = new Set<string>()
  return [...Map.groupBy(atWork, ({ userId }) => userId ?? '')].flatMap(([userId, moves]) => {
    const seen = moves[Math.floor(moves.length / 2)]
    return seen ? answered(seen, random.fork(userId), said) : []
  })
}

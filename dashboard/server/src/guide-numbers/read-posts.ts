import type { GuidePostNumbers } from '@waymark/schemas/api/guide-numbers'
import type { EventStore } from '@waymark/storage'
import type { BookStep, GuideBook } from './guide-book.ts'
import {
  mostStep,
  type NumbersAsked,
  ofVariant,
  ofVersion,
  toldParams,
  toldSql,
} from './told-sql.ts'

interface Row {
  readonly post: string
  readonly mark: string
  readonly people: number
}

const mostRows = 1000
const mostReactions = 30
const mostMark = 100

/** Each person's last answer to each post: `read`, or a reaction; taken back, a reaction is `read` again. */
const query = `
  SELECT post, mark, count() AS people
  FROM (
    SELECT subject, leftUTF8(pair.1, ${mostStep}) AS post,
      argMax(leftUTF8(JSONExtractString(pair.2), ${mostMark}), (time_ms, src, idx)) AS mark
    FROM (SELECT subject, time_ms, src, idx, pairs FROM (${toldSql}) WHERE ${ofVersion} AND ${ofVariant})
    ARRAY JOIN pairs AS pair
    GROUP BY subject, post
  )
  WHERE has({posts:Array(String)}, post)
  GROUP BY post, mark
  ORDER BY people DESC, post, mark LIMIT ${mostRows}`

/** What is answered to a post that was only read; as the page of a feed has it. */
const asRead = 'read'

const postOf = (post: BookStep, rows: readonly Row[]): GuidePostNumbers => {
  const { id, name, date, inForce } = post
  const own = rows.filter((row) => row.post === id)
  const given = new Map(own.map(({ mark, people }) => [mark, people]))
  const others = own.map(({ mark }) => mark).filter((mark) => !post.reactions.includes(mark))
  const reactions = [...post.reactions, ...others.filter((mark) => mark !== asRead && mark !== '')]
  return {
    ...{ id, name, inForce },
    ...(date !== undefined && { date }),
    read: own.reduce((sum, { people }) => sum + people, 0),
    reactions: reactions
      .slice(0, mostReactions)
      .map((reaction) => ({ reaction, people: given.get(reaction) ?? 0 })),
  }
}

/** What people read of a feed, and what they answered it with. */
export const readPosts = async (
  store: EventStore,
  book: GuideBook,
  asked: NumbersAsked,
): Promise<readonly GuidePostNumbers[]> => {
  if (book.type !== 'feed') return []
  const posts = book.steps.map(({ id }) => id)
  const rows = await store.query<Row>(query, { ...toldParams(asked, [book.id]), posts })
  return book.steps.map((post) => postOf(post, rows))
}

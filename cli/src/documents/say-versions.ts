import type { Json } from '@waymark/schemas'
import type { ContentChange, VersionItem, VersionList } from '@waymark/schemas/api/definitions'
import { instant, plain } from '../print/table.ts'

const longest = 100

const short = (value: Json): string => {
  const text = JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

/** `steps[0].text: "Hi" → "Hello"`; `+` before what came, `-` before what went. */
const sayContentChange = ({ at, before, after }: ContentChange): string => {
  if (before === undefined) return `+ ${at}: ${after === undefined ? '' : short(after)}`
  if (after === undefined) return `- ${at}: ${short(before)}`
  return `~ ${at}: ${short(before)} → ${short(after)}`
}

const deeds = { new: 'written', changed: 'changed', deleted: 'deleted' } as const

const sayVersion = (
  { version, at, by, what, again, changes = [] }: VersionItem,
  current: number,
): readonly string[] => {
  const deed = again === undefined ? deeds[what] : `rolled back to version ${again}`
  const isNow = version === current && what !== 'deleted' ? ', in force' : ''
  return [
    `v${version}  ${instant(at)}  ${deed} by ${by}${isNow}`,
    ...changes.map((change) => `    ${sayContentChange(change)}`),
  ]
}

/** Versions of a definition, newest first, each with what it made different. */
export const sayVersions = ({ versions, current }: VersionList): readonly string[] =>
  versions.flatMap((one) => sayVersion(one, current)).map(plain)

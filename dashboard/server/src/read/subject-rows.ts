import type { SubjectRow } from '@waymark/schemas'
import type { PersonItem } from '@waymark/schemas/api/people'
import type { QueryParams } from '@waymark/storage'
import type { PageCursor } from './page-cursor.ts'
import { seenName, seenNames } from './seen-name.ts'

/** A row of the views `people` and `accounts`. */
export type SubjectListRow = Pick<
  SubjectRow,
  | 'subject'
  | 'subject_kind'
  | 'id'
  | 'version'
  | 'first_seen_ms'
  | 'last_seen_ms'
  | 'account'
  | 'lifecycle'
  | 'name'
  | 'email'
  | 'pql'
  | 'milestones'
>

export interface SubjectDetailRow extends SubjectListRow {
  readonly traits: string
  readonly state: string
}

export const listColumns = `subject, subject_kind, id, version, first_seen_ms, last_seen_ms, account, lifecycle, name, email,
  pql, milestones`

export const detailColumns = `${listColumns}, traits, state`

export interface SubjectFilter {
  readonly env: string
  readonly search?: string | undefined
  readonly lifecycle?: string | undefined
  readonly account?: string | undefined
  readonly milestone?: string | undefined
  readonly cursor?: PageCursor | undefined
}

/** A filter as conditions and their parameters. The conditions are constants; what people typed is only ever a parameter. */
export const conditionsOf = (
  filter: SubjectFilter,
): { readonly where: readonly string[]; readonly params: QueryParams } => {
  const { env, search, lifecycle, account, milestone } = filter
  const where = ['env = {env:String}']
  const params: { [name: string]: string } = { env }
  if (search !== undefined) {
    where.push(`(positionCaseInsensitiveUTF8(name, {search:String}) > 0
      OR positionCaseInsensitiveUTF8(email, {search:String}) > 0
      OR positionCaseInsensitiveUTF8(id, {search:String}) > 0)`)
    params.search = search
  }
  if (lifecycle !== undefined) {
    where.push('lifecycle = {lifecycle:String}')
    params.lifecycle = lifecycle
  }
  if (account !== undefined) {
    where.push('account = {account:String}')
    params.account = account
  }
  if (milestone !== undefined) {
    where.push('has(milestones, {milestone:String})')
    params.milestone = milestone
  }
  return { where, params }
}

/** The rows behind a cursor, in the order of the list. */
export const afterCursor = `(last_seen_ms < {last_seen:Int64}
  OR (last_seen_ms = {last_seen:Int64} AND subject > {last_subject:String}))`

/** @param accountName what the person's account is called, where that is known */
export const personItem = (row: SubjectListRow, accountName?: string): PersonItem => ({
  subject: row.subject,
  id: row.id,
  known: row.subject_kind === 'user',
  ...seenNames(row, ['name', 'email']),
  ...(row.account ? { account: row.account } : {}),
  ...(row.account && accountName && seenName(accountName) ? { accountName } : {}),
  lifecycle: row.lifecycle,
  milestones: row.milestones,
  firstSeen: row.first_seen_ms,
  lastSeen: row.last_seen_ms,
})

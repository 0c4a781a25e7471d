/** What is asked of guides: what happened in the range, both ends included. */
export interface NumbersAsked {
  readonly env: string
  readonly from: number
  readonly to: number
  /** Only of this version of the guide, and of this variant. */
  readonly version?: number | undefined
  readonly variant?: string | undefined
}

/** What tells that a guide was on somebody's screen. */
const deeds = `('$guide_rendered', '$guide_seen', '$guide_clicked', '$guide_answered', '$guide_snoozed', '$guide_dismissed',
  '$guide_completed')`

/** Pages send what they like: of names this much is told apart. In characters. */
export const mostStep = 200
export const mostBy = 300

/**
 * What pages told of guides, each under whom the person is known today. A message that was sent twice may be in it twice: count people
 * and message ids, never rows. A showing is one decision, on as many pages, tabs and devices as it is open; without one (history that
 * was imported) it is a person's day, in UTC. What an author previews records nothing; were it sent all the same, it is left out.
 */
export const toldSql = `
  SELECT if(known.into = '', told.person, known.into) AS subject, told.*
  FROM (
    SELECT JSONExtractString(properties, 'guide') AS guide, person, message_id, time_ms, src, idx,
      substring(event, 8) AS deed,
      leftUTF8(JSONExtractString(properties, 'step'), ${mostStep}) AS step,
      leftUTF8(JSONExtractString(properties, 'by'), ${mostBy}) AS by,
      JSONExtractString(properties, 'decision') AS decision,
      if(decision = '', concat('day ', toString(toDate(fromUnixTimestamp64Milli(time_ms, 'UTC')))), decision) AS showing,
      JSONExtractInt(properties, 'version') AS version, JSONExtractString(properties, 'variant') AS variant,
      lower(splitByRegexp('[-_]', leftUTF8(JSONExtractString(context, 'locale'), 40))[1]) AS language,
      if(event = '$guide_answered', JSONExtractKeysAndValuesRaw(properties, 'answers'), []) AS pairs
    FROM events
    WHERE env = {env:String} AND time_ms >= {from:Int64} AND time_ms <= {to:Int64} AND event IN ${deeds}
      AND has({guides:Array(String)}, guide) AND decision != 'preview'
  ) AS told
  LEFT ANY JOIN (SELECT subject, into FROM merges WHERE env = {env:String}) AS known ON known.subject = told.person`

/** Whether a row is of the version that is asked for, and of the variant; 0 and '' ask for all. */
export const ofVersion = `({version:Int64} = 0 OR version = {version:Int64})`
export const ofVariant = `({variant:String} = '' OR variant = {variant:String})`

/** The parameters of `toldSql`, `ofVersion` and `ofVariant`. */
export const toldParams = (
  { env, from, to, version = 0, variant = '' }: NumbersAsked,
  guides: readonly string[],
) => ({ env, from, to, version, variant, guides })

import { dayMs } from '@waymark/schemas'

/** A showing may be painted before the range that its reports are in, and answered after it: so far is looked. */
const slackMs = 7 * dayMs

/** Of a question's id; no guide has a longer one. */
const mostIdLength = 200

/**
 * The reports of guides from which showings are read, each under whom the person is known today. Repeats of one message id are in
 * it more than once; nothing that is read from here counts reports, so that they change nothing: showings and people are counted
 * once, and of the answers to a question only the last is kept.
 */
export const reportsSql = `
  SELECT if(known.into = '', told.person, known.into) AS subject, told.*
  FROM (
    SELECT JSONExtractString(properties, 'guide') AS guide, JSONExtractString(properties, 'step') AS step,
      person, account, event, time_ms, src, idx,
      JSONExtractString(properties, 'decision') AS decision,
      if(decision = '', concat('day ', toString(toDate(fromUnixTimestamp64Milli(time_ms, 'UTC')))), decision) AS showing,
      JSONExtractInt(properties, 'version') AS version, JSONExtractString(properties, 'variant') AS variant,
      JSONExtractString(properties, 'engagement') AS engagement,
      arrayFilter(pair -> length(pair.1) <= ${mostIdLength} AND pair.2 NOT IN ('', '""', '[]', '{}', 'null'),
        if(event = '$guide_answered', JSONExtractKeysAndValuesRaw(properties, 'answers'), [])) AS pairs
    FROM events
    WHERE env = {env:String} AND time_ms >= {from:Int64} - ${slackMs} AND time_ms <= {to:Int64} + ${slackMs}
      AND event IN ('$guide_rendered', '$guide_answered', '$guide_completed', '$guide_seen')
      AND has({guides:Array(String)}, guide)
  ) AS told
  LEFT ANY JOIN (SELECT subject, into FROM merges WHERE env = {env:String}) AS known ON known.subject = told.person`

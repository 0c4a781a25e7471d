/**
 * A person's events, newest first, with what they did before they were known.
 * Parameters: `env`, `subject` (a subject key), `before_ms`, `limit`. Reads one range of the key, whatever the size of the table.
 */
export const timelineSql = `
SELECT message_id, type, event, person, account, time_ms, source, properties, context
FROM accepted
WHERE env = {env:String}
  AND person IN (
    SELECT {subject:String}
    UNION ALL
    SELECT subject FROM merges WHERE env = {env:String} AND into = {subject:String}
  )
  AND time_ms < {before_ms:Int64}
ORDER BY time_ms DESC, src DESC, idx DESC
LIMIT {limit:UInt32}`

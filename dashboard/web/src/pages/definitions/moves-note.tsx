import { useEffect, useState } from 'preact/hooks'
import type { DryRun } from './use-dry-run.ts'

interface MovesProps {
  readonly run: DryRun
  /** What is said of a change; absent: who comes in and goes out by it. */
  readonly say?: (change: Told) => string | undefined
}

type Told = Extract<DryRun, { readonly t: 'told' }>['changes'][number]

const secondMs = 1000

/** How long it has taken is seen, and not read out second by second. */
const Counting = () => {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), secondMs)
    return () => clearInterval(timer)
  }, [])
  return (
    <p class="quiet">
      Counting who comes in and goes out …{' '}
      {seconds > 1 && <span aria-hidden="true">{seconds} s</span>}
    </p>
  )
}

/** Whom publishing would let in and out; it may be published before that is counted, and where it cannot be. */
export const MovesNote = ({ run, say = ({ movesSay }) => movesSay }: MovesProps) => (
  <div class="small" role="status">
    {run.t === 'counting' && <Counting />}
    {run.t === 'failed' && (
      <p class="warn">Who comes in and goes out could not be counted. {run.why}</p>
    )}
    {run.t === 'told' &&
      run.changes.map((told) => <p key={`${told.kind}/${told.id}`}>{say(told)}</p>)}
  </div>
)

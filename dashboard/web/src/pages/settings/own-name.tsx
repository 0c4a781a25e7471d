import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { queries } from '../../api/queries.ts'
import { request } from '../../api/request.ts'
import { useSession } from '../../app/session.ts'
import { say } from '../../ui/toasts.ts'
import { useOnce } from '../../ui/use-once.ts'
import { attempt } from '../alerts/alert-actions.ts'

/** What colleagues read where one claims a lead. */
export const OwnName = () => {
  const { me } = useSession()
  const id = useId()
  const name = useSignal(me.user.name)
  const save = async (): Promise<void> => {
    const done = await attempt(async () => {
      await request('/api/me', { method: 'POST', body: { name: name.value.trim() } })
      return true
    })
    if (!done) return
    say(`You are ${name.value.trim()} now`)
    queries.refresh('/api/me', '/api/users', '/api/leads')
  }
  const { busy, run } = useOnce(save)
  return (
    <form
      class="field own-name"
      aria-busy={busy}
      onSubmit={(event) => {
        event.preventDefault()
        run()
      }}
    >
      <label for={id}>Your name, as colleagues read it</label>
      <div class="row">
        <input
          id={id}
          class="input"
          required
          maxLength={200}
          autocomplete="name"
          value={name.value}
          onInput={(event) => {
            name.value = event.currentTarget.value
          }}
        />
        <button type="submit" class="button" disabled={busy || name.value.trim() === me.user.name}>
          Save
        </button>
      </div>
    </form>
  )
}

import { useState } from 'preact/hooks'
import type { PageProps } from '../app.tsx'
import { initials } from '../parts/frame.tsx'
import { waymark } from '../waymark.ts'

/** Who plans here, and who was asked to. */
export const TeamPage = ({ app }: PageProps) => {
  const [email, setEmail] = useState('')
  const { invited } = app.workspace
  return (
    <>
      <header class="head">
        <h1>Team</h1>
        <p>A board is worth more with everyone on it.</p>
      </header>
      <form
        class="panel line-form"
        onSubmit={(event) => {
          event.preventDefault()
          waymark().track('Teammate Invited')
          app.change({ invited: [...invited, { email: email.trim() }] })
          setEmail('')
        }}
      >
        <label>
          E-mail of a teammate
          <input
            required
            type="email"
            maxLength={120}
            autocomplete="off"
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="primary">
          Invite
        </button>
      </form>
      <ul class="panel rows">
        <li>
          <span class="face" aria-hidden="true">
            {initials(app.user?.name ?? '')}
          </span>
          <span>
            <b>{app.user?.name}</b>
            <small>{app.user?.role}</small>
          </span>
        </li>
        {invited.map((teammate) => (
          <li key={teammate.email}>
            <span class="face pale" aria-hidden="true">
              {teammate.email.slice(0, 1).toUpperCase()}
            </span>
            <span>
              <b>{teammate.email}</b>
              <small>Invited</small>
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

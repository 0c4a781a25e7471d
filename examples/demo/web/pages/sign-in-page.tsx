import { useState } from 'preact/hooks'
import type { PageProps } from '../app.tsx'
import { initials } from '../parts/frame.tsx'
import { Icon } from '../parts/icon.tsx'
import { Logo } from '../parts/logo.tsx'
import { newcomer, personas } from '../people.ts'

const NewCompany = ({ app, go }: PageProps) => {
  const [name, setName] = useState('')
  const [company, setCompany] = useState('')
  const [employees, setEmployees] = useState(45)
  return (
    <form
      class="panel form"
      onSubmit={(event) => {
        event.preventDefault()
        app.signIn(newcomer(name.trim(), company.trim(), employees), true)
        go('/demo/board')
      }}
    >
      <h2>Or start a company of your own</h2>
      <label>
        Your name
        <input
          required
          maxLength={60}
          autocomplete="off"
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <label>
        Company
        <input
          required
          maxLength={60}
          autocomplete="off"
          value={company}
          onInput={(event) => setCompany(event.currentTarget.value)}
        />
      </label>
      <label>
        People in it
        <input
          required
          type="number"
          min={1}
          max={100000}
          value={employees}
          onInput={(event) => setEmployees(event.currentTarget.valueAsNumber)}
        />
      </label>
      <button type="submit" class="primary">
        Start a trial
      </button>
    </form>
  )
}

/** A choice of people instead of a password: this is a stage. */
export const SignInPage = ({ app, go }: PageProps) => (
  <main class="door">
    <header class="door-head">
      <Logo />
      <h1>Boards that follow the code</h1>
      <p>
        Corkline is made up, and so are its people. What happens when they use it is real: each
        click goes to the Waymark that serves this page.
      </p>
    </header>
    <section aria-labelledby="who">
      <h2 id="who">Sign in as</h2>
      <ul class="people">
        {personas.map((persona) => (
          <li key={persona.id}>
            <button
              type="button"
              class="person"
              onClick={() => {
                app.signIn(persona)
                go('/demo/board')
              }}
            >
              <span class="face" aria-hidden="true">
                {initials(persona.name)}
              </span>
              <span class="person-text">
                <b>{persona.name}</b>
                <small>
                  {persona.role}, {persona.company.name}, {persona.company.employees} people
                </small>
                <span>{persona.about}</span>
              </span>
              <Icon name="right" />
            </button>
          </li>
        ))}
      </ul>
    </section>
    <NewCompany app={app} go={go} />
    <p class="door-foot">
      <a href="/demo/sdr" target="_blank" rel="noreferrer">
        Where sales alerts arrive <Icon name="out" />
      </a>
      <a href="/" target="_blank" rel="noreferrer">
        The Waymark dashboard <Icon name="out" />
      </a>
    </p>
  </main>
)

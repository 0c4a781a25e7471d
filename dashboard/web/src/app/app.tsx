import { signal } from '@preact/signals'
import type { Me } from '@waymark/schemas/api/me'
import { ErrorBoundary, LocationProvider, Route, Router, useLocation } from 'preact-iso'
import { useQuery } from '../api/queries.ts'
import { signedOut } from '../api/signed-out.ts'
import { Failed, Skeleton } from '../ui/states.tsx'
import { BrokenPage } from './broken-page.tsx'
import { chooseEnvironment, environmentOf, missingEnvironment } from './environment.ts'
import { HomePage } from './home-page.tsx'
import { MissingEnvironment } from './missing-environment.tsx'
import { MissingPage } from './missing-page.tsx'
import * as pages from './pages.ts'
import { SessionContext } from './session.ts'
import { Shell } from './shell.tsx'

/** A new page starts at its top, for eyes and for screen readers. */
const toTop = (): void => document.getElementById('main')?.focus({ preventScroll: true })

const Pages = () => (
  <Router onRouteChange={toTop}>
    <Route path="/" component={HomePage} />
    <Route path="/setup" component={pages.SetupPage} />
    <Route path="/live" component={pages.LivePage} />
    <Route path="/people" component={pages.PeoplePage} />
    <Route path="/people/:subject" component={pages.PersonPage} />
    <Route path="/accounts" component={pages.AccountsPage} />
    <Route path="/accounts/:subject" component={pages.AccountPage} />
    <Route path="/inbox" component={pages.InboxPage} />
    <Route path="/tasks" component={pages.TasksPage} />
    <Route path="/journey" component={pages.JourneyPage} />
    <Route path="/value" component={pages.ValuePage} />
    <Route path="/definitions" component={pages.DefinitionsPage} />
    <Route path="/definitions/guides/:id" component={pages.NumbersPage} />
    <Route path="/results" component={pages.ResultsPage} />
    <Route path="/surveys" component={pages.SurveysPage} />
    <Route path="/surveys/:id" component={pages.SurveyPage} />
    <Route path="/targets" component={pages.TargetsPage} />
    <Route path="/images" component={pages.ImagesPage} />
    <Route path="/alerts" component={pages.AlertsPage} />
    <Route path="/settings" component={pages.SettingsPage} />
    <Route default component={MissingPage} />
  </Router>
)

const SignedIn = () => {
  const { path, route } = useLocation()
  const me = useQuery<Me>('/api/me')
  if (signedOut.value) return <pages.SignInPage />
  if (!me.data) return me.error ? <Failed error={me.error} onRetry={me.refresh} /> : <Skeleton />
  const env = environmentOf(me.data.environments)
  const missing = missingEnvironment(me.data.environments)
  const setEnv = (next: string): void => {
    chooseEnvironment(next)
    // The subject of another environment is another subject: its list is what both have.
    route(path.split('/').slice(0, 2).join('/'))
  }
  return (
    <SessionContext.Provider value={{ me: me.data, env, setEnv }}>
      <Shell>{missing === undefined ? <Pages /> : <MissingEnvironment asked={missing} />}</Shell>
    </SessionContext.Provider>
  )
}

const Gate = () => (useLocation().path === '/sign-in' ? <pages.SignInPage /> : <SignedIn />)

const broken = signal(false)

/** A fault of ours: told to the console as any uncaught one, and to the person in words. */
const breakDown = (error: unknown): void => {
  reportError(error)
  broken.value = true
}

export const App = () => (
  <LocationProvider>
    <ErrorBoundary onError={breakDown}>{broken.value ? <BrokenPage /> : <Gate />}</ErrorBoundary>
  </LocationProvider>
)

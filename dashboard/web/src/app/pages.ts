import { lazy } from 'preact-iso'

/* Each page is a chunk of its own, fetched when somebody goes there. */
export const SetupPage = lazy(() =>
  import('../pages/setup/setup-page.tsx').then((m) => m.SetupPage),
)
export const LivePage = lazy(() => import('../pages/live/live-page.tsx').then((m) => m.LivePage))
export const PeoplePage = lazy(() =>
  import('../pages/people/people-page.tsx').then((m) => m.PeoplePage),
)
export const PersonPage = lazy(() =>
  import('../pages/person/person-page.tsx').then((m) => m.PersonPage),
)
export const AccountsPage = lazy(() =>
  import('../pages/accounts/accounts-page.tsx').then((m) => m.AccountsPage),
)
export const AccountPage = lazy(() =>
  import('../pages/account/account-page.tsx').then((m) => m.AccountPage),
)
export const InboxPage = lazy(() =>
  import('../pages/inbox/inbox-page.tsx').then((m) => m.InboxPage),
)
export const JourneyPage = lazy(() =>
  import('../pages/journey/journey-page.tsx').then((m) => m.JourneyPage),
)
export const DefinitionsPage = lazy(() =>
  import('../pages/definitions/definitions-page.tsx').then((m) => m.DefinitionsPage),
)
export const AlertsPage = lazy(() =>
  import('../pages/alerts/alerts-page.tsx').then((m) => m.AlertsPage),
)
export const SettingsPage = lazy(() =>
  import('../pages/settings/settings-page.tsx').then((m) => m.SettingsPage),
)
export const SignInPage = lazy(() =>
  import('../pages/sign-in/sign-in-page.tsx').then((m) => m.SignInPage),
)

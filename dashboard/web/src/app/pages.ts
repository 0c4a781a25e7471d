import { lazyPage } from './lazy-page.tsx'

/* Each page is a chunk of its own, fetched when somebody goes there. */
export const SetupPage = lazyPage(() =>
  import('../pages/setup/setup-page.tsx').then((m) => m.SetupPage),
)
export const LivePage = lazyPage(() =>
  import('../pages/live/live-page.tsx').then((m) => m.LivePage),
)
export const PeoplePage = lazyPage(() =>
  import('../pages/people/people-page.tsx').then((m) => m.PeoplePage),
)
export const PersonPage = lazyPage(() =>
  import('../pages/person/person-page.tsx').then((m) => m.PersonPage),
)
export const AccountsPage = lazyPage(() =>
  import('../pages/accounts/accounts-page.tsx').then((m) => m.AccountsPage),
)
export const AccountPage = lazyPage(() =>
  import('../pages/account/account-page.tsx').then((m) => m.AccountPage),
)
export const InboxPage = lazyPage(() =>
  import('../pages/inbox/inbox-page.tsx').then((m) => m.InboxPage),
)
export const TasksPage = lazyPage(() =>
  import('../pages/tasks/tasks-page.tsx').then((m) => m.TasksPage),
)
export const JourneyPage = lazyPage(() =>
  import('../pages/journey/journey-page.tsx').then((m) => m.JourneyPage),
)
export const ResultsPage = lazyPage(() =>
  import('../pages/results/results-page.tsx').then((m) => m.ResultsPage),
)
export const SurveysPage = lazyPage(() =>
  import('../pages/surveys/surveys-page.tsx').then((m) => m.SurveysPage),
)
export const SurveyPage = lazyPage(() =>
  import('../pages/surveys/survey-page.tsx').then((m) => m.SurveyPage),
)
export const ValuePage = lazyPage(() =>
  import('../pages/value/value-page.tsx').then((m) => m.ValuePage),
)
export const DefinitionsPage = lazyPage(() =>
  import('../pages/definitions/definitions-page.tsx').then((m) => m.DefinitionsPage),
)
export const NumbersPage = lazyPage(() =>
  import('../pages/guide-numbers/numbers-page.tsx').then((m) => m.NumbersPage),
)
export const TargetsPage = lazyPage(() =>
  import('../pages/targets/targets-page.tsx').then((m) => m.TargetsPage),
)
export const ImagesPage = lazyPage(() =>
  import('../pages/images/images-page.tsx').then((m) => m.ImagesPage),
)
export const AlertsPage = lazyPage(() =>
  import('../pages/alerts/alerts-page.tsx').then((m) => m.AlertsPage),
)
export const SettingsPage = lazyPage(() =>
  import('../pages/settings/settings-page.tsx').then((m) => m.SettingsPage),
)
export const SignInPage = lazyPage(() =>
  import('../pages/sign-in/sign-in-page.tsx').then((m) => m.SignInPage),
)

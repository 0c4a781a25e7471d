export type { Actor } from './access/authenticate.ts'
export {
  type BootstrapDeps,
  type Bootstrapped,
  bootstrap,
  type Machine,
} from './control/bootstrap.ts'
export { type ControlView, createControlView } from './control/control-view.ts'
export { createLink, firstLinkMs, linkMs } from './control/create-link.ts'
export { type ForgetDeps, forgetLost, type LostSecret } from './control/forget-lost.ts'
export { checkOpens, endpointSecretName, keySecretName, openSecret } from './control/keep-secret.ts'
export { createDashboard, type Dashboard, serverOptions } from './create-dashboard.ts'
export { checkAlone } from './definitions/check-alone.ts'
export { type CheckedSet, checkSet } from './definitions/check-set.ts'
export { createDefinitionsView, type DefinitionsView } from './definitions/definitions-view.ts'
export { namesOf, rulesOf } from './definitions/rules-of.ts'
export { sayDefinition } from './definitions/say-definition.ts'
export { takeForGranted } from './definitions/take-for-granted.ts'
export { warningsIn } from './definitions/warnings-in.ts'
export type {
  AskedGates,
  DashboardConfig,
  DashboardDeps,
  GatesNow,
  Ids,
  Sender,
} from './deps.ts'

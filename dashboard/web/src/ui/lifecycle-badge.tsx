import { lifecycleName } from '../words/names.ts'

const looks: Readonly<Record<string, string>> = {
  pql: 'look',
  customer: 'good',
  active: 'good',
  renewed: 'good',
  trial: 'info',
  churned: 'bad',
}

export const LifecycleBadge = ({ state }: { readonly state: string }) => (
  <span class="badge" data-is={looks[state]}>
    {lifecycleName(state)}
  </span>
)

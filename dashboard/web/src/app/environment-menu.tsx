import { ChevronDown } from 'lucide-preact'
import { Menu } from '../ui/menu.tsx'
import { Name } from '../ui/name.tsx'
import { useSession } from './session.ts'

/** Which environment is looked at, and how to change it. */
export const EnvironmentMenu = () => {
  const { me, env, setEnv } = useSession()
  const current = me.environments.find((one) => one.id === env)
  const label = `${me.project.name} · ${current?.name ?? env}`
  if (me.environments.length < 2) {
    return (
      <span class="place cut">
        <Name>{label}</Name>
      </span>
    )
  }
  return (
    <Menu
      class="env-button"
      label={
        <>
          <span class="cut">
            <span class="out-of-sight">Environment: </span>
            <Name>{label}</Name>
          </span>
          <ChevronDown class="icon" />
        </>
      }
      items={me.environments.map((one) => ({
        label: one.name,
        checked: one.id === env,
        ...(one.id === env ? { end: 'now' } : {}),
        do: () => setEnv(one.id),
      }))}
    />
  )
}

import { LogOut } from 'lucide-preact'
import { Menu } from '../ui/menu.tsx'
import { Name } from '../ui/name.tsx'
import { useSession } from './session.ts'
import { signOut } from './sign-out.ts'

export const UserMenu = () => {
  const { me } = useSession()
  return (
    <Menu
      class="env-button"
      label={
        <span class="cut">
          <span class="out-of-sight">Signed in as </span>
          <Name>{me.user.name}</Name>
        </span>
      }
      items={[
        {
          label: 'Sign out',
          end: me.user.role,
          icon: <LogOut class="icon" />,
          do: () => void signOut(),
        },
      ]}
    />
  )
}

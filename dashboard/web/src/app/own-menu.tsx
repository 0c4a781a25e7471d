import { ThemeSwitch } from './theme-switch.tsx'
import { UserMenu } from './user-menu.tsx'

/** Who one is, signing out, and the colours. */
export const OwnMenu = () => (
  <>
    <UserMenu />
    <span class="push">
      <ThemeSwitch />
    </span>
  </>
)

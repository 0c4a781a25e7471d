import { useSession } from '../../app/session.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { BrandSection } from './brand-section.tsx'
import { IdentitySection } from './identity-section.tsx'
import { KeysSection } from './keys-section.tsx'
import { TokensSection } from './tokens-section.tsx'
import { UsersSection } from './users-section.tsx'

/** Colleagues, and the brand, keys and tokens of the environment on screen. */
export const SettingsPage = () => {
  const { me, env } = useSession()
  const name = me.environments.find((one) => one.id === env)?.name ?? env
  return (
    <>
      <PageHead title="Settings" asOf="none" meta={`${me.project.name} · ${name}`} />
      <UsersSection />
      <BrandSection />
      <KeysSection />
      <IdentitySection />
      <TokensSection />
    </>
  )
}

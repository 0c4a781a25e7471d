import type { ComponentChildren } from 'preact'
import { render } from 'preact'
import { useEffect } from 'preact/hooks'
import { BoardPage } from './board/board-page.tsx'
import { AutomationsPage } from './pages/automations-page.tsx'
import { ConnectPage } from './pages/connect-page.tsx'
import { SignInPage } from './pages/sign-in-page.tsx'
import { TeamPage } from './pages/team-page.tsx'
import { Frame } from './parts/frame.tsx'
import { TryStrip } from './parts/try-strip.tsx'
import { type App, useApp } from './use-app.ts'
import { usePath } from './use-path.ts'

/** What every page of the app is given. */
export interface PageProps {
  readonly app: App
  readonly go: (path: string) => void
}

const pages: { readonly [path: string]: (props: PageProps) => ComponentChildren } = {
  '/demo/board': BoardPage,
  '/demo/connect': ConnectPage,
  '/demo/automations': AutomationsPage,
  '/demo/team': TeamPage,
}

const Corkline = () => {
  const app = useApp()
  const [path, go] = usePath()
  const Page = pages[path]
  useEffect(() => {
    if (app.user && !Page) go('/demo/board')
    if (!app.user && path !== '/demo') go('/demo')
  })
  if (!app.user) return <SignInPage app={app} go={go} />
  if (!Page) return null
  return (
    <Frame app={app} path={path} go={go}>
      <TryStrip app={app} go={go} path={path} />
      <Page app={app} go={go} />
    </Frame>
  )
}

const root = document.getElementById('root')
if (root) render(<Corkline />, root)

import { useSignal } from '@preact/signals'
import { Keyboard, LogOut, Moon, Sun } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect } from 'preact/hooks'
import { keepFresh } from '../api/keep-fresh.ts'
import { connectLive } from '../api/live.ts'
import { ToastList } from '../ui/toast-list.tsx'
import { useAppKeys } from './app-keys.ts'
import { BottomBar } from './bottom-bar.tsx'
import { listenForKeys } from './key-bindings.ts'
import { KeySheet } from './key-sheet.tsx'
import { Palette } from './palette.tsx'
import type { PaletteOption } from './palette-options.ts'
import { Rail } from './rail.tsx'
import { useSession } from './session.ts'
import { signOut } from './sign-out.ts'
import { setTheme } from './theme.ts'

/** What stays while pages change: the ways to them, the live connection, the keys. */
export const Shell = ({ children }: { readonly children: ComponentChildren }) => {
  const { env } = useSession()
  const palette = useSignal(false)
  const sheet = useSignal(false)
  const openPalette = (): void => {
    palette.value = true
  }
  const openSheet = (): void => {
    sheet.value = true
  }
  // With the first frame: a key that is pressed before is nobody's.
  useLayoutEffect(listenForKeys, [])
  useEffect(keepFresh, [])
  useEffect(() => connectLive(env), [env])
  useAppKeys({ onPalette: openPalette, onSheet: openSheet })
  const actions: readonly PaletteOption[] = [
    {
      id: 'light',
      label: 'Light colours',
      icon: <Sun class="icon" />,
      run: () => setTheme('light'),
    },
    { id: 'dark', label: 'Dark colours', icon: <Moon class="icon" />, run: () => setTheme('dark') },
    {
      id: 'keys',
      label: 'Show all keys',
      end: '?',
      icon: <Keyboard class="icon" />,
      run: openSheet,
    },
    { id: 'out', label: 'Sign out', icon: <LogOut class="icon" />, run: () => void signOut() },
  ]
  return (
    <div class="shell">
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <Rail onPalette={openPalette} />
      <main id="main" class="main" tabIndex={-1}>
        {children}
      </main>
      <BottomBar onPalette={openPalette} />
      {palette.value && (
        <Palette
          actions={actions}
          onClose={() => {
            palette.value = false
          }}
        />
      )}
      <KeySheet
        open={sheet.value}
        onClose={() => {
          sheet.value = false
        }}
      />
      <ToastList />
    </div>
  )
}

import {
  Button,
  Checkbox,
  createTheme,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  Menu,
  MenuItem,
  Tab,
  Tabs,
  TextField,
  ThemeProvider,
} from '@mui/material'
import { useRef, useState } from 'react'
import { drawReact } from './draw-react.tsx'
import { Frame, Rows } from './frame.tsx'
import type { Draft, LibraryPage } from './variant.ts'

const Toolbar = ({ draft }: { readonly draft: Draft }) => {
  const { say, has, order } = draft
  const menu = useRef<HTMLButtonElement>(null)
  const [menuOpen, setMenuOpen] = useState(false)
  const [open, setOpen] = useState(draft.open)
  return (
    <div role="toolbar" aria-label="Products">
      {order(['new', 'import'] as const).map(
        (key) =>
          has(key) && (
            <Button
              key={key}
              variant={draft.look === 'usual' ? 'contained' : 'outlined'}
              data-truth={key}
            >
              {say(key)}
            </Button>
          ),
      )}
      {has('more') && (
        <Button ref={menu} onClick={() => setMenuOpen(true)} data-truth="more">
          {say('more')}
        </Button>
      )}
      <Menu anchorEl={() => menu.current} open={menuOpen} onClose={() => setMenuOpen(false)}>
        <MenuItem data-truth="duplicate">{say('duplicate')}</MenuItem>
        <MenuItem data-truth="archive">{say('archive')}</MenuItem>
      </Menu>
      {has('invite') && (
        <Button onClick={() => setOpen(true)} data-truth="invite">
          {say('invite')}
        </Button>
      )}
      <Dialog open={open} onClose={() => setOpen(false)} transitionDuration={0}>
        <DialogTitle>{say('invite')}</DialogTitle>
        <DialogContent>
          <TextField
            name="email"
            label={say('email')}
            slotProps={{ htmlInput: { 'data-truth': 'email' } }}
          />
        </DialogContent>
        <DialogActions>
          {has('send') && <Button data-truth="send">{say('send')}</Button>}
          <Button onClick={() => setOpen(false)} data-truth="cancel">
            {say('cancel')}
          </Button>
        </DialogActions>
      </Dialog>
    </div>
  )
}

const App = ({ draft }: { readonly draft: Draft }) => {
  const { say, has, order } = draft
  return (
    <ThemeProvider
      theme={createTheme({
        palette: { primary: { main: draft.look === 'usual' ? '#0b6' : '#62c' } },
      })}
    >
      <Frame draft={draft}>
        <Toolbar draft={draft} />
        <Tabs value="overview" aria-label="Sections">
          {order(['overview', 'billing', 'members'] as const)
            .filter(has)
            .map((key) => (
              <Tab key={key} value={key} label={say(key)} data-truth={key} />
            ))}
        </Tabs>
        <Rows draft={draft} />
        <form aria-label="Product">
          {has('name') && (
            <TextField label={say('name')} slotProps={{ htmlInput: { 'data-truth': 'name' } }} />
          )}
          {has('plan') && (
            <TextField
              select
              label={say('plan')}
              value="team"
              slotProps={{ select: { SelectDisplayProps: { 'data-truth': 'plan' } as object } }}
            >
              <MenuItem value="team">Team</MenuItem>
            </TextField>
          )}
          {has('updates') && (
            <FormControlLabel
              label={say('updates')}
              control={<Checkbox slotProps={{ input: { 'data-truth': 'updates' } as object }} />}
            />
          )}
          {has('save') && (
            <Button type="submit" data-truth="save">
              {say('save')}
            </Button>
          )}
        </form>
      </Frame>
    </ThemeProvider>
  )
}

export const page: LibraryPage = {
  library: 'mui',
  draw: (root, draft) => drawReact(root, <App draft={draft} />),
}

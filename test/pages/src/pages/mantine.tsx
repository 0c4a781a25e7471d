import '@mantine/core/styles.css'
import {
  Button,
  Checkbox,
  MantineProvider,
  Menu,
  Modal,
  Select,
  Tabs,
  TextInput,
} from '@mantine/core'
import { useState } from 'react'
import { drawReact } from './draw-react.tsx'
import { Frame, Rows } from './frame.tsx'
import type { Draft, LibraryPage } from './variant.ts'

const Toolbar = ({ draft }: { readonly draft: Draft }) => {
  const { say, has, order } = draft
  const [open, setOpen] = useState(draft.open)
  return (
    <div role="toolbar" aria-label="Products">
      {order(['new', 'import'] as const).map(
        (key) =>
          has(key) && (
            <Button key={key} size={draft.look === 'usual' ? 'sm' : 'lg'} data-truth={key}>
              {say(key)}
            </Button>
          ),
      )}
      {has('more') && (
        <Menu transitionProps={{ duration: 0 }}>
          <Menu.Target>
            <Button data-truth="more">{say('more')}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item data-truth="duplicate">{say('duplicate')}</Menu.Item>
            <Menu.Item data-truth="archive">{say('archive')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {has('invite') && (
        <Button onClick={() => setOpen(true)} data-truth="invite">
          {say('invite')}
        </Button>
      )}
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={say('invite')}
        transitionProps={{ duration: 0 }}
      >
        <TextInput name="email" label={say('email')} data-truth="email" />
        {has('send') && <Button data-truth="send">{say('send')}</Button>}
        <Button onClick={() => setOpen(false)} data-truth="cancel">
          {say('cancel')}
        </Button>
      </Modal>
    </div>
  )
}

const App = ({ draft }: { readonly draft: Draft }) => {
  const { say, has, order } = draft
  return (
    <MantineProvider theme={{ primaryColor: draft.look === 'usual' ? 'teal' : 'grape' }}>
      <Frame draft={draft}>
        <Toolbar draft={draft} />
        <Tabs defaultValue="overview">
          <Tabs.List aria-label="Sections">
            {order(['overview', 'billing', 'members'] as const)
              .filter(has)
              .map((key) => (
                <Tabs.Tab key={key} value={key} data-truth={key}>
                  {say(key)}
                </Tabs.Tab>
              ))}
          </Tabs.List>
        </Tabs>
        <Rows draft={draft} />
        <form aria-label="Product">
          {has('name') && <TextInput label={say('name')} data-truth="name" />}
          {has('plan') && <Select label={say('plan')} data={['Team', 'Firm']} data-truth="plan" />}
          {has('updates') && <Checkbox label={say('updates')} data-truth="updates" />}
          {has('save') && (
            <Button type="submit" data-truth="save">
              {say('save')}
            </Button>
          )}
        </form>
      </Frame>
    </MantineProvider>
  )
}

export const page: LibraryPage = {
  library: 'mantine',
  draw: (root, draft) => drawReact(root, <App draft={draft} />),
}

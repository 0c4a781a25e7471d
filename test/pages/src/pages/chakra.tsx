import {
  Button,
  ChakraProvider,
  Checkbox,
  Dialog,
  defaultSystem,
  Field,
  Input,
  Menu,
  NativeSelect,
  Portal,
  Tabs,
} from '@chakra-ui/react'
import { drawReact } from './draw-react.tsx'
import { Frame, Rows } from './frame.tsx'
import type { Draft, LibraryPage } from './variant.ts'

const Toolbar = ({ draft }: { readonly draft: Draft }) => {
  const { say, has, order } = draft
  return (
    <div role="toolbar" aria-label="Products">
      {order(['new', 'import'] as const).map(
        (key) =>
          has(key) && (
            <Button key={key} size={draft.look === 'usual' ? 'sm' : 'xl'} data-truth={key}>
              {say(key)}
            </Button>
          ),
      )}
      {has('more') && (
        <Menu.Root>
          <Menu.Trigger asChild>
            <Button data-truth="more">{say('more')}</Button>
          </Menu.Trigger>
          <Portal>
            <Menu.Positioner>
              <Menu.Content>
                <Menu.Item value="duplicate" data-truth="duplicate">
                  {say('duplicate')}
                </Menu.Item>
                <Menu.Item value="archive" data-truth="archive">
                  {say('archive')}
                </Menu.Item>
              </Menu.Content>
            </Menu.Positioner>
          </Portal>
        </Menu.Root>
      )}
      <Dialog.Root defaultOpen={draft.open}>
        {has('invite') && (
          <Dialog.Trigger asChild>
            <Button data-truth="invite">{say('invite')}</Button>
          </Dialog.Trigger>
        )}
        <Portal>
          <Dialog.Backdrop />
          <Dialog.Positioner>
            <Dialog.Content>
              <Dialog.Title>{say('invite')}</Dialog.Title>
              <Field.Root>
                <Field.Label>{say('email')}</Field.Label>
                <Input name="email" data-truth="email" />
              </Field.Root>
              {has('send') && <Button data-truth="send">{say('send')}</Button>}
              <Dialog.CloseTrigger asChild>
                <Button data-truth="cancel">{say('cancel')}</Button>
              </Dialog.CloseTrigger>
            </Dialog.Content>
          </Dialog.Positioner>
        </Portal>
      </Dialog.Root>
    </div>
  )
}

const Fields = ({ draft: { say, has } }: { readonly draft: Draft }) => (
  <form aria-label="Product">
    {has('name') && (
      <Field.Root>
        <Field.Label>{say('name')}</Field.Label>
        <Input data-truth="name" />
      </Field.Root>
    )}
    {has('plan') && (
      <Field.Root>
        <Field.Label>{say('plan')}</Field.Label>
        <NativeSelect.Root>
          <NativeSelect.Field data-truth="plan">
            <option>Team</option>
          </NativeSelect.Field>
        </NativeSelect.Root>
      </Field.Root>
    )}
    {has('updates') && (
      <Checkbox.Root>
        <Checkbox.HiddenInput />
        <Checkbox.Control data-truth="updates" />
        <Checkbox.Label>{say('updates')}</Checkbox.Label>
      </Checkbox.Root>
    )}
    {has('save') && (
      <Button type="submit" data-truth="save">
        {say('save')}
      </Button>
    )}
  </form>
)

const App = ({ draft }: { readonly draft: Draft }) => {
  const { say, has, order } = draft
  return (
    <ChakraProvider value={defaultSystem}>
      <Frame draft={draft}>
        <Toolbar draft={draft} />
        <Tabs.Root defaultValue="overview">
          <Tabs.List aria-label="Sections">
            {order(['overview', 'billing', 'members'] as const)
              .filter(has)
              .map((key) => (
                <Tabs.Trigger key={key} value={key} data-truth={key}>
                  {say(key)}
                </Tabs.Trigger>
              ))}
          </Tabs.List>
        </Tabs.Root>
        <Rows draft={draft} />
        <Fields draft={draft} />
      </Frame>
    </ChakraProvider>
  )
}

export const page: LibraryPage = {
  library: 'chakra',
  draw: (root, draft) => drawReact(root, <App draft={draft} />),
}

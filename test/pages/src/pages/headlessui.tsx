import {
  Button,
  Checkbox,
  Dialog,
  DialogPanel,
  DialogTitle,
  Field,
  Input,
  Label,
  Listbox,
  ListboxButton,
  ListboxOption,
  ListboxOptions,
  Menu,
  MenuButton,
  MenuItem,
  MenuItems,
  Tab,
  TabGroup,
  TabList,
} from '@headlessui/react'
import { useState } from 'react'
import { drawReact } from './draw-react.tsx'
import { Frame, Rows } from './frame.tsx'
import type { Draft, LibraryPage } from './variant.ts'

/** As apps write it: the look is in the class names, and another look is other names. */
const buttonClass = ({ look }: Draft): string =>
  look === 'usual' ? 'rounded-md bg-teal-600 px-3 py-2' : 'rounded-full bg-violet-700 px-5 py-4'

const Toolbar = ({ draft }: { readonly draft: Draft }) => {
  const { say, has, order } = draft
  const [open, setOpen] = useState(draft.open)
  return (
    <div role="toolbar" aria-label="Products">
      {order(['new', 'import'] as const).map(
        (key) =>
          has(key) && (
            <Button key={key} className={buttonClass(draft)} data-truth={key}>
              {say(key)}
            </Button>
          ),
      )}
      {has('more') && (
        <Menu>
          <MenuButton data-truth="more">{say('more')}</MenuButton>
          <MenuItems anchor="bottom" className="menu">
            <MenuItem>
              <button type="button" data-truth="duplicate">
                {say('duplicate')}
              </button>
            </MenuItem>
            <MenuItem>
              <button type="button" data-truth="archive">
                {say('archive')}
              </button>
            </MenuItem>
          </MenuItems>
        </Menu>
      )}
      {has('invite') && (
        <Button onClick={() => setOpen(true)} data-truth="invite">
          {say('invite')}
        </Button>
      )}
      <Dialog open={open} onClose={setOpen} className="relative">
        <div className="dialog">
          <DialogPanel>
            <DialogTitle>{say('invite')}</DialogTitle>
            <Field>
              <Label>{say('email')}</Label>
              <Input name="email" data-truth="email" />
            </Field>
            {has('send') && <Button data-truth="send">{say('send')}</Button>}
            <Button onClick={() => setOpen(false)} data-truth="cancel">
              {say('cancel')}
            </Button>
          </DialogPanel>
        </div>
      </Dialog>
    </div>
  )
}

const Fields = ({ draft }: { readonly draft: Draft }) => {
  const { say, has } = draft
  const [plan, setPlan] = useState('Team')
  const [on, setOn] = useState(false)
  return (
    <form aria-label="Product">
      {has('name') && (
        <Field>
          <Label>{say('name')}</Label>
          <Input data-truth="name" />
        </Field>
      )}
      {has('plan') && (
        <Field>
          <Label>{say('plan')}</Label>
          <Listbox value={plan} onChange={setPlan}>
            <ListboxButton data-truth="plan">{plan}</ListboxButton>
            <ListboxOptions anchor="bottom">
              <ListboxOption value="Team">Team</ListboxOption>
            </ListboxOptions>
          </Listbox>
        </Field>
      )}
      {has('updates') && (
        <Field>
          <Checkbox checked={on} onChange={setOn} className="box" data-truth="updates" />
          <Label>{say('updates')}</Label>
        </Field>
      )}
      {has('save') && (
        <Button type="submit" className={buttonClass(draft)} data-truth="save">
          {say('save')}
        </Button>
      )}
    </form>
  )
}

const App = ({ draft }: { readonly draft: Draft }) => {
  const { say, has, order } = draft
  return (
    <Frame draft={draft}>
      <Toolbar draft={draft} />
      <TabGroup>
        <TabList aria-label="Sections">
          {order(['overview', 'billing', 'members'] as const)
            .filter(has)
            .map((key) => (
              <Tab key={key} data-truth={key}>
                {say(key)}
              </Tab>
            ))}
        </TabList>
      </TabGroup>
      <Rows draft={draft} />
      <Fields draft={draft} />
    </Frame>
  )
}

export const page: LibraryPage = {
  library: 'headlessui',
  draw: (root, draft) => drawReact(root, <App draft={draft} />),
}

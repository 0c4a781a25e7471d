import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Field,
  FluentProvider,
  Input,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Select,
  Tab,
  TabList,
  webLightTheme,
} from '@fluentui/react-components'
import { drawReact } from './draw-react.tsx'
import { Frame, Rows } from './frame.tsx'
import type { Draft, LibraryPage } from './variant.ts'

interface PartProps {
  readonly draft: Draft
}

const MoreMenu = ({ draft: { say } }: PartProps) => (
  <Menu>
    <MenuTrigger disableButtonEnhancement>
      <Button data-truth="more">{say('more')}</Button>
    </MenuTrigger>
    <MenuPopover>
      <MenuList>
        <MenuItem data-truth="duplicate">{say('duplicate')}</MenuItem>
        <MenuItem data-truth="archive">{say('archive')}</MenuItem>
      </MenuList>
    </MenuPopover>
  </Menu>
)

const InviteDialog = ({ draft: { say, has, open } }: PartProps) => (
  <Dialog defaultOpen={open}>
    {has('invite') ? (
      <DialogTrigger disableButtonEnhancement>
        <Button data-truth="invite">{say('invite')}</Button>
      </DialogTrigger>
    ) : (
      <></>
    )}
    <DialogSurface>
      <DialogBody>
        <DialogTitle>{say('invite')}</DialogTitle>
        <DialogContent>
          <Field label={say('email')}>
            <Input name="email" input={{ 'data-truth': 'email' } as object} />
          </Field>
        </DialogContent>
        <DialogActions>
          {has('send') && (
            <Button appearance="primary" data-truth="send">
              {say('send')}
            </Button>
          )}
          <DialogTrigger disableButtonEnhancement>
            <Button data-truth="cancel">{say('cancel')}</Button>
          </DialogTrigger>
        </DialogActions>
      </DialogBody>
    </DialogSurface>
  </Dialog>
)

const Toolbar = ({ draft }: PartProps) => {
  const { say, has, order, look } = draft
  return (
    <div role="toolbar" aria-label="Products">
      {order(['new', 'import'] as const).map(
        (key) =>
          has(key) && (
            <Button
              key={key}
              size={look === 'usual' ? 'medium' : 'large'}
              appearance={look === 'usual' ? 'secondary' : 'primary'}
              data-truth={key}
            >
              {say(key)}
            </Button>
          ),
      )}
      {has('more') && <MoreMenu draft={draft} />}
      <InviteDialog draft={draft} />
    </div>
  )
}

const Fields = ({ draft: { say, has } }: PartProps) => (
  <form aria-label="Product">
    {has('name') && (
      <Field label={say('name')}>
        <Input input={{ 'data-truth': 'name' } as object} />
      </Field>
    )}
    {has('plan') && (
      <Field label={say('plan')}>
        <Select select={{ 'data-truth': 'plan' } as object}>
          <option>Team</option>
        </Select>
      </Field>
    )}
    {has('updates') && (
      <Checkbox label={say('updates')} input={{ 'data-truth': 'updates' } as object} />
    )}
    {has('save') && (
      <Button type="submit" data-truth="save">
        {say('save')}
      </Button>
    )}
  </form>
)

const App = ({ draft }: PartProps) => {
  const { say, has, order } = draft
  return (
    <FluentProvider theme={webLightTheme}>
      <Frame draft={draft}>
        <Toolbar draft={draft} />
        <TabList defaultSelectedValue="overview" aria-label="Sections">
          {order(['overview', 'billing', 'members'] as const)
            .filter(has)
            .map((key) => (
              <Tab key={key} value={key} data-truth={key}>
                {say(key)}
              </Tab>
            ))}
        </TabList>
        <Rows draft={draft} />
        <Fields draft={draft} />
      </Frame>
    </FluentProvider>
  )
}

export const page: LibraryPage = {
  library: 'fluent',
  draw: (root, draft) => drawReact(root, <App draft={draft} />),
}

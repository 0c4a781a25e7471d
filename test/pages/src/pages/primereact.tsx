// biome-ignore-all lint/correctness/noUnresolvedImports: each folder of PrimeReact has a package.json of its own, which Biome does not read.
import 'primereact/resources/themes/lara-light-teal/theme.css'
import { Button } from 'primereact/button'
import { Checkbox } from 'primereact/checkbox'
import { Dialog } from 'primereact/dialog'
import { Dropdown } from 'primereact/dropdown'
import { InputText } from 'primereact/inputtext'
import { Menu } from 'primereact/menu'
import { TabPanel, TabView } from 'primereact/tabview'
import { useRef, useState } from 'react'
import { drawReact } from './draw-react.tsx'
import { Frame, Rows } from './frame.tsx'
import type { Draft, LibraryPage } from './variant.ts'

interface PartProps {
  readonly draft: Draft
}

const InviteDialog = ({
  draft: { say, has },
  visible,
  onHide,
}: PartProps & { readonly visible: boolean; readonly onHide: () => void }) => (
  <Dialog
    header={say('invite')}
    visible={visible}
    onHide={onHide}
    transitionOptions={{ timeout: 0 }}
  >
    <label htmlFor="invite-email">{say('email')}</label>
    <InputText id="invite-email" name="email" data-truth="email" />
    {has('send') && <Button label={say('send')} data-truth="send" />}
    <Button label={say('cancel')} onClick={onHide} data-truth="cancel" />
  </Dialog>
)

const Toolbar = ({ draft }: PartProps) => {
  const { say, has, order, look } = draft
  const menu = useRef<Menu>(null)
  const [open, setOpen] = useState(draft.open)
  return (
    <div role="toolbar" aria-label="Products">
      {order(['new', 'import'] as const).map(
        (key) =>
          has(key) && (
            <Button
              key={key}
              label={say(key)}
              outlined={look === 'other'}
              rounded={look === 'other'}
              data-truth={key}
            />
          ),
      )}
      {has('more') && (
        <Button
          label={say('more')}
          aria-haspopup="true"
          onClick={(event) => menu.current?.toggle(event)}
          data-truth="more"
        />
      )}
      <Menu
        popup
        ref={menu}
        model={[{ label: say('duplicate') }, { label: say('archive') }]}
        transitionOptions={{ timeout: 0 }}
      />
      {has('invite') && (
        <Button label={say('invite')} onClick={() => setOpen(true)} data-truth="invite" />
      )}
      <InviteDialog draft={draft} visible={open} onHide={() => setOpen(false)} />
    </div>
  )
}

const Fields = ({ draft: { say, has } }: PartProps) => (
  <form aria-label="Product">
    {has('name') && (
      <>
        <label htmlFor="product-name">{say('name')}</label>
        <InputText id="product-name" data-truth="name" />
      </>
    )}
    {has('plan') && (
      <>
        <label htmlFor="product-plan">{say('plan')}</label>
        <Dropdown
          inputId="product-plan"
          value="Team"
          options={['Team', 'Firm']}
          data-truth="plan"
        />
      </>
    )}
    {has('updates') && (
      <div data-truth="updates">
        <Checkbox inputId="product-updates" checked={false} />
        <label htmlFor="product-updates">{say('updates')}</label>
      </div>
    )}
    {has('save') && <Button type="submit" label={say('save')} data-truth="save" />}
  </form>
)

const App = ({ draft }: PartProps) => {
  const { say, has, order } = draft
  return (
    <Frame draft={draft}>
      <Toolbar draft={draft} />
      <TabView>
        {order(['overview', 'billing', 'members'] as const)
          .filter(has)
          .map((key) => (
            <TabPanel key={key} header={<span data-truth={key}>{say(key)}</span>} />
          ))}
      </TabView>
      <Rows draft={draft} />
      <Fields draft={draft} />
    </Frame>
  )
}

export const page: LibraryPage = {
  library: 'primereact',
  draw: async (root, draft) => {
    drawReact(root, <App draft={draft} />)
    // Its dialog comes some frames after it is told to.
    const isThere = () => document.querySelector('[data-truth=cancel]') !== null
    for (let frames = 0; frames < 30 && draft.open && !isThere(); frames++) {
      await new Promise(requestAnimationFrame)
    }
  },
}

import { Checkbox, Dialog, DropdownMenu, Label, Select, Tabs } from 'radix-ui'
import { useState } from 'react'
import { drawReact } from './draw-react.tsx'
import { Frame, Rows } from './frame.tsx'
import type { Draft, LibraryPage } from './variant.ts'

const App = ({ draft }: { readonly draft: Draft }) => {
  const { say, has, order } = draft
  const [plan, setPlan] = useState('team')
  return (
    <Frame draft={draft}>
      <div role="toolbar" aria-label="Products">
        {order(['new', 'import'] as const).map(
          (key) =>
            has(key) && (
              <button type="button" key={key} className={`rt-Button rt-r-${key}`} data-truth={key}>
                {say(key)}
              </button>
            ),
        )}
        {has('more') && (
          <DropdownMenu.Root>
            <DropdownMenu.Trigger className="rt-Button" data-truth="more">
              {say('more')}
            </DropdownMenu.Trigger>
            <DropdownMenu.Portal>
              <DropdownMenu.Content className="menu">
                <DropdownMenu.Item data-truth="duplicate">{say('duplicate')}</DropdownMenu.Item>
                <DropdownMenu.Item data-truth="archive">{say('archive')}</DropdownMenu.Item>
              </DropdownMenu.Content>
            </DropdownMenu.Portal>
          </DropdownMenu.Root>
        )}
        <Dialog.Root defaultOpen={draft.open}>
          {has('invite') && (
            <Dialog.Trigger className="rt-Button" data-truth="invite">
              {say('invite')}
            </Dialog.Trigger>
          )}
          <Dialog.Portal>
            <Dialog.Overlay className="overlay" />
            <Dialog.Content className="dialog" aria-describedby={undefined}>
              <Dialog.Title>{say('invite')}</Dialog.Title>
              <label>
                {say('email')} <input name="email" data-truth="email" />
              </label>
              {has('send') && (
                <button type="button" data-truth="send">
                  {say('send')}
                </button>
              )}
              <Dialog.Close data-truth="cancel">{say('cancel')}</Dialog.Close>
            </Dialog.Content>
          </Dialog.Portal>
        </Dialog.Root>
      </div>
      <Tabs.Root defaultValue="overview">
        <Tabs.List aria-label="Sections">
          {order(['overview', 'billing', 'members'] as const).map(
            (key) =>
              has(key) && (
                <Tabs.Trigger key={key} value={key} data-truth={key}>
                  {say(key)}
                </Tabs.Trigger>
              ),
          )}
        </Tabs.List>
        <Tabs.Content value="overview">
          <Rows draft={draft} />
        </Tabs.Content>
      </Tabs.Root>
      <form aria-label="Product">
        {has('name') && (
          <p>
            <Label.Root htmlFor="product-name">{say('name')}</Label.Root>
            <input id="product-name" name="name" data-truth="name" />
          </p>
        )}
        {has('plan') && (
          <Select.Root value={plan} onValueChange={setPlan}>
            <Select.Trigger aria-label={say('plan')} data-truth="plan">
              <Select.Value />
            </Select.Trigger>
            <Select.Portal>
              <Select.Content>
                <Select.Item value="team">
                  <Select.ItemText>Team</Select.ItemText>
                </Select.Item>
              </Select.Content>
            </Select.Portal>
          </Select.Root>
        )}
        {has('updates') && (
          <p>
            <Checkbox.Root id="updates" className="box" data-truth="updates">
              <Checkbox.Indicator>x</Checkbox.Indicator>
            </Checkbox.Root>
            <Label.Root htmlFor="updates">{say('updates')}</Label.Root>
          </p>
        )}
        {has('save') && (
          <button type="submit" className="rt-Button primary" data-truth="save">
            {say('save')}
          </button>
        )}
      </form>
    </Frame>
  )
}

export const page: LibraryPage = {
  library: 'radix',
  draw: (root, draft) => drawReact(root, <App draft={draft} />),
}

import { Button, Checkbox, ConfigProvider, Dropdown, Form, Input, Modal, Select, Tabs } from 'antd'
import { useState } from 'react'
import { drawReact } from './draw-react.tsx'
import { Frame, Rows } from './frame.tsx'
import type { Draft, LibraryPage } from './variant.ts'

const Toolbar = ({ draft }: { readonly draft: Draft }) => {
  const { say, has, order } = draft
  const [open, setOpen] = useState(draft.open)
  const items = (['duplicate', 'archive'] as const).map((key) => ({
    key,
    label: <span data-truth={key}>{say(key)}</span>,
  }))
  return (
    <div role="toolbar" aria-label="Products">
      {order(['new', 'import'] as const).map(
        (key) =>
          has(key) && (
            <Button
              key={key}
              type="primary"
              {...(draft.look === 'other' && { size: 'large' as const, type: 'dashed' as const })}
              data-truth={key}
            >
              {say(key)}
            </Button>
          ),
      )}
      {has('more') && (
        <Dropdown menu={{ items }} trigger={['click']}>
          <Button data-truth="more">{say('more')}</Button>
        </Dropdown>
      )}
      {has('invite') && (
        <Button onClick={() => setOpen(true)} data-truth="invite">
          {say('invite')}
        </Button>
      )}
      <Modal
        open={open}
        title={say('invite')}
        transitionName=""
        maskTransitionName=""
        onCancel={() => setOpen(false)}
        footer={[
          has('send') && (
            <Button key="send" data-truth="send">
              {say('send')}
            </Button>
          ),
          <Button key="cancel" data-truth="cancel" onClick={() => setOpen(false)}>
            {say('cancel')}
          </Button>,
        ]}
      >
        <label htmlFor="invite-email">{say('email')}</label>
        <Input id="invite-email" name="email" data-truth="email" />
      </Modal>
    </div>
  )
}

const App = ({ draft }: { readonly draft: Draft }) => {
  const { say, has, order } = draft
  const tabs = order(['overview', 'billing', 'members'] as const)
    .filter(has)
    .map((key) => ({ key, label: <span data-truth={key}>{say(key)}</span> }))
  return (
    <ConfigProvider theme={{ token: { colorPrimary: draft.look === 'usual' ? '#0b6' : '#62c' } }}>
      <Frame draft={draft}>
        <Toolbar draft={draft} />
        <Tabs items={tabs} />
        <Rows draft={draft} />
        <Form name="product" layout="vertical" aria-label="Product">
          {has('name') && (
            <Form.Item label={say('name')} name="name">
              <Input data-truth="name" />
            </Form.Item>
          )}
          {has('plan') && (
            <Form.Item label={say('plan')} name="plan" initialValue="team">
              <Select options={[{ value: 'team', label: 'Team' }]} data-truth="plan" />
            </Form.Item>
          )}
          {has('updates') && (
            <Form.Item name="updates" valuePropName="checked">
              <Checkbox data-truth="updates">{say('updates')}</Checkbox>
            </Form.Item>
          )}
          {has('save') && (
            <Button htmlType="submit" data-truth="save">
              {say('save')}
            </Button>
          )}
        </Form>
      </Frame>
    </ConfigProvider>
  )
}

export const page: LibraryPage = {
  library: 'antd',
  draw: (root, draft) => drawReact(root, <App draft={draft} />),
}

import type { GuideContent } from '@waymark/schemas'
import { guideOf, tooltipOn } from './guide-page.ts'

const target = { role: 'button', name: 'New product' } as const

const welcome = [
  { heading: 'Welcome to Acme' },
  {
    text: [
      { text: 'Three things make a team feel at home here: ' },
      { text: 'a product, a colleague and a number', bold: true },
      { text: ' to look at on Monday.' },
    ],
  },
  { list: ['Create a product', 'Invite a colleague', 'Pin a number to your start page'] },
  { button: { label: 'Not now', action: { snooze: '1d' }, look: 'quiet' } },
  { button: { label: 'Show me', action: { next: true } } },
] as const

/** One good-looking guide of each kind, for axe, for narrow screens and for pictures. */
export const looks: { readonly [name: string]: GuideContent } = {
  tooltip: tooltipOn(target, {
    steps: [
      {
        content: [
          { heading: 'Create your first product' },
          { text: 'Give it a name, and the code for your page is written for you.' },
        ],
      },
      { content: [{ heading: 'Then share it' }] },
      { content: [{ heading: 'Done' }] },
    ],
  }),
  hotspot: {
    ...tooltipOn(target, { type: 'hotspot' }),
    hotspot: { look: 'badge', label: 'New', corner: 'right' },
  },
  modal: guideOf('modal', { content: welcome }),
  banner: guideOf('banner', {
    content: [
      { heading: 'Reports move on 1 March' },
      { text: 'They will be under Insights, with everything you have saved.' },
      { button: { label: 'Have a look', action: { open: '/insights' }, look: 'quiet' } },
    ],
  }),
  slideout: guideOf('slideout', {
    content: [
      { heading: 'What brings you here?' },
      { text: 'We show first what helps you most.' },
      { input: { id: 'role', label: 'Your role', placeholder: 'Product manager' } },
      { progress: { label: 'Set-up', value: 2, max: 5 } },
      { button: { label: 'Later', action: { snooze: '1d' }, look: 'quiet' } },
      { button: { label: 'Send', action: { complete: true } } },
    ],
  }),
}

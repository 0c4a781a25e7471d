import type { GuideContent } from '@waymark/schemas/wire/content'
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

const nps = guideOf('survey', {
  content: [
    {
      question: {
        id: 'nps',
        ask: 'How likely are you to recommend Acme to a friend or colleague?',
        type: 'nps',
        low: 'Not at all likely',
        high: 'Extremely likely',
      },
    },
  ],
})

const choosing = guideOf('survey', {
  content: [
    { heading: 'One more thing' },
    {
      question: {
        id: 'goal',
        ask: 'What do you use Acme for most?',
        type: 'single',
        choices: [
          { id: 'reports', label: 'Reports' },
          { id: 'planning', label: 'Planning' },
          { id: 'other', label: 'Something else' },
        ],
      },
    },
    { question: { id: 'ease', ask: 'How easy is it?', type: 'rating' } },
  ],
})

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
    hotspot: { look: 'badge', label: 'New', corner: 'top-right' },
  },
  modal: guideOf('modal', { content: welcome }),
  banner: guideOf('banner', {
    content: [
      { heading: 'Reports move on 1 March' },
      { text: 'They will be under Insights, with everything you have saved.' },
      { button: { label: 'Have a look', action: { open: '/insights' }, look: 'quiet' } },
    ],
  }),
  survey: nps,
  'survey-choices': choosing,
  checklist: guideOf(
    'checklist',
    {
      content: [
        { heading: 'Get started' },
        { text: 'Ten minutes, and your first numbers are here.' },
      ],
    },
    {
      tasks: [
        { milestone: 'product', label: 'Create a product' },
        {
          milestone: 'installed',
          label: 'Install the code',
          text: 'One line in your page.',
          action: { open: '/setup' },
        },
        { milestone: 'colleague', label: 'Invite a colleague', action: { open: '/people' } },
      ],
    },
  ),
  feed: guideOf(
    'feed',
    {},
    {
      launcher: { label: 'What is new' },
      steps: [
        {
          id: 'sharing',
          date: '2026-11-02',
          content: [
            { heading: 'Reports can be shared' },
            { text: 'Send a link, and whoever has it sees the numbers of the day.' },
            { button: { label: 'Have a look', action: { open: '/reports' }, look: 'quiet' } },
          ],
          reactions: ['♥', '★', '?'],
        },
        {
          id: 'dark',
          date: '2026-10-12',
          content: [{ heading: 'Acme in the dark' }, { text: 'It follows your system now.' }],
        },
      ],
    },
  ),
  'resource-centre': guideOf(
    'resource-centre',
    { content: [{ heading: 'How can we help?' }] },
    {
      launcher: { label: 'Help' },
      items: [
        {
          label: 'Create your first product',
          text: 'A tour of two minutes.',
          action: { open: '/tour' },
        },
        { label: 'Invite colleagues', action: { open: '/people' } },
        { label: 'Documentation', section: 'Read', action: { open: 'https://docs.acme.test' } },
        { label: 'Talk to us', section: 'Ask', action: { call: 'openChat' } },
      ],
    },
  ),
  paywall: guideOf('paywall', {
    content: [
      { heading: 'Five products are in the Starter plan' },
      { text: 'With Team there is no limit, and everybody you work with is in it.' },
      {
        columns: [
          [{ text: [{ text: 'Starter', bold: true }] }, { text: '5 products, 2 people' }],
          [{ text: [{ text: 'Team', bold: true }] }, { text: 'As many as you like' }],
        ],
      },
      { button: { label: 'Not now', action: { dismiss: true }, look: 'quiet' } },
      { button: { label: 'See the plans', action: { open: '/plans' } } },
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

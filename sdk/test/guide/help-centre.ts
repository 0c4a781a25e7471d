import type { GuideContent } from '@waymark/schemas/wire/content'
import { type GuidePage, guideOf, tooltipOn } from './guide-page.ts'

/** What helps, with a tour that it can start: one that does not come by itself. */
export const centre = (more: Partial<GuideContent> = {}): GuideContent =>
  guideOf(
    'resource-centre',
    { content: [{ heading: 'How can we help?' }] },
    {
      guide: 'help',
      launcher: { label: 'Help' },
      items: [
        { label: 'Create a product', text: 'A short tour.', action: { start: 'tour' } },
        { label: 'A guide for others', action: { start: 'not-decided' } },
        { label: 'Exporting numbers', action: { open: '/docs/export' } },
        { label: 'Rechnungen prüfen', section: 'Money', action: { open: '/invoices' } },
        { label: 'Talk to us', section: 'Ask', action: { call: 'openChat' } },
      ],
      ...more,
    },
  )
export const tour = tooltipOn({ id: 'new' }, { guide: 'tour' })

export const help = (app: GuidePage) => app.page.getByRole('button', { name: 'Help', exact: true })
export const labels = (app: GuidePage) => app.card.locator('.item:visible').allInnerTexts()

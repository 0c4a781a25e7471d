import { drawMarkup, type Parts } from './draw-markup.ts'
import type { Draft, LibraryPage } from './variant.ts'

/** Shoelace and its successor Web Awesome differ by their prefix and a few names. */
export const customElements = (prefix: 'sl' | 'wa'): LibraryPage['draw'] => {
  const partsFor = ({ look }: Draft): Parts => ({
    shell: 'app',
    button: (mark, text, more = '') =>
      `<${prefix}-button size="${sizes[prefix][look]}" data-truth="${mark}" ${more}>${text}</${prefix}-button>`,
    field: (mark, label, name = '') =>
      `<${prefix}-input label="${label}" ${name && `name="${name}"`} data-truth="${mark}" data-part="input"></${prefix}-input>`,
    select: (
      mark,
      label,
    ) => `<${prefix}-select label="${label}" value="team" data-truth="${mark}" data-part="[role=combobox]">
<${prefix}-option value="team">Team</${prefix}-option></${prefix}-select>`,
    checkbox: (mark, label) =>
      `<${prefix}-checkbox data-truth="${mark}">${label}</${prefix}-checkbox>`,
    tabs: (tabs) =>
      `<${prefix}-tab-group>${tabs
        .map(
          ([mark, text]) =>
            `<${prefix}-tab ${prefix === 'sl' ? 'slot="nav"' : ''} panel="${mark}" data-truth="${mark}">${text}</${prefix}-tab>`,
        )
        .join('')}</${prefix}-tab-group>`,
    menu: ({
      say,
    }) => `<${prefix}-dropdown><${prefix}-button slot="trigger" data-truth="more">${say('more')}</${prefix}-button>
${menuItems(prefix, say('duplicate'), say('archive'))}</${prefix}-dropdown>`,
    dialog: ({
      say,
      has,
    }) => `${has('invite') ? `<${prefix}-button data-truth="invite" onclick="this.nextElementSibling.open = true">${say('invite')}</${prefix}-button>` : ''}
<${prefix}-dialog label="${say('invite')}"><${prefix}-input label="${say('email')}" name="email" data-truth="email" data-part="input"></${prefix}-input>
${has('send') ? `<${prefix}-button data-truth="send">${say('send')}</${prefix}-button>` : ''}
<${prefix}-button data-truth="cancel" onclick="this.closest('${prefix}-dialog').open = false">${say('cancel')}</${prefix}-button></${prefix}-dialog>`,
  })
  return (root, draft) => {
    drawMarkup(root, draft, partsFor(draft))
    root.querySelector(`${prefix}-dialog`)?.toggleAttribute('open', draft.open)
  }
}

const sizes = {
  sl: { usual: 'medium', other: 'large' },
  wa: { usual: 'm', other: 'l' },
} as const

const menuItems = (prefix: 'sl' | 'wa', duplicate: string, archive: string): string =>
  prefix === 'sl'
    ? `<sl-menu><sl-menu-item data-truth="duplicate">${duplicate}</sl-menu-item>
<sl-menu-item data-truth="archive">${archive}</sl-menu-item></sl-menu>`
    : `<wa-dropdown-item data-truth="duplicate">${duplicate}</wa-dropdown-item>
<wa-dropdown-item data-truth="archive">${archive}</wa-dropdown-item>`

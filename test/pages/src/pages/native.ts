import { drawMarkup, type Parts } from './draw-markup.ts'
import type { LibraryPage } from './variant.ts'

const parts: Parts = {
  shell: 'app',
  button: (mark, text, more = '') =>
    `<button type="button" data-truth="${mark}" ${more}>${text}</button>`,
  field: (mark, label, name = '') =>
    `<p><label>${label} <input ${name && `name="${name}"`} data-truth="${mark}"></label></p>`,
  select: (mark, label) =>
    `<p><label>${label} <select data-truth="${mark}"><option>Team</option></select></label></p>`,
  checkbox: (mark, label) =>
    `<p><label><input type="checkbox" data-truth="${mark}"> ${label}</label></p>`,
  tabs: (tabs) =>
    `<div role="tablist" aria-label="Sections">${tabs
      .map(
        ([mark, text]) => `<button type="button" role="tab" data-truth="${mark}">${text}</button>`,
      )
      .join('')}</div>`,
  menu: ({
    say,
  }) => `<button type="button" popovertarget="menu" data-truth="more">${say('more')}</button>
<div popover id="menu"><button type="button" data-truth="duplicate">${say('duplicate')}</button>
<button type="button" data-truth="archive">${say('archive')}</button></div>`,
  dialog: ({
    say,
    has,
  }) => `${has('invite') ? `<button type="button" data-truth="invite" onclick="document.getElementById('invite').showModal()">${say('invite')}</button>` : ''}
<dialog id="invite" aria-label="${say('invite')}"><form method="dialog"><label>${say('email')} <input name="email" data-truth="email"></label>
${has('send') ? `<button type="button" data-truth="send">${say('send')}</button>` : ''}
<button data-truth="cancel">${say('cancel')}</button></form></dialog>`,
}

export const page: LibraryPage = {
  library: 'native',
  draw: (root, draft) => {
    drawMarkup(root, draft, parts)
    const dialog = root.querySelector('dialog')
    if (draft.open) dialog?.showModal()
  },
}

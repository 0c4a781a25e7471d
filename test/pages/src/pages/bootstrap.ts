import 'bootstrap/dist/css/bootstrap.css'
import { Modal } from 'bootstrap/dist/js/bootstrap.esm.js'
import { drawMarkup, type Parts } from './draw-markup.ts'
import type { Draft, LibraryPage } from './variant.ts'

const partsFor = ({ look }: Draft): Parts => {
  const button = look === 'usual' ? 'btn btn-primary' : 'btn btn-outline-secondary btn-lg'
  return {
    shell: 'container',
    button: (mark, text, more = '') =>
      `<button type="button" class="${button}" data-truth="${mark}" ${more}>${text}</button>`,
    field: (mark, label, name = '') =>
      `<div class="mb-3"><label class="form-label" for="f-${mark}">${label}</label>
<input class="form-control" id="f-${mark}" ${name && `name="${name}"`} data-truth="${mark}"></div>`,
    select: (
      mark,
      label,
    ) => `<select class="form-select" aria-label="${label}" data-truth="${mark}">
<option>Team</option></select>`,
    checkbox: (mark, label) => `<div class="form-check"><label class="form-check-label">
<input class="form-check-input" type="checkbox" data-truth="${mark}"> ${label}</label></div>`,
    tabs: (tabs) =>
      `<ul class="nav nav-tabs" role="tablist" aria-label="Sections">${tabs
        .map(
          ([mark, text]) =>
            `<li class="nav-item" role="presentation"><button class="nav-link" role="tab" data-truth="${mark}">${text}</button></li>`,
        )
        .join('')}</ul>`,
    menu: ({ say }) => `<div class="dropdown d-inline-block">
<button class="btn dropdown-toggle" data-bs-toggle="dropdown" data-truth="more">${say('more')}</button>
<ul class="dropdown-menu"><li><button class="dropdown-item" data-truth="duplicate">${say('duplicate')}</button></li>
<li><button class="dropdown-item" data-truth="archive">${say('archive')}</button></li></ul></div>`,
    dialog: ({
      say,
      has,
    }) => `${has('invite') ? `<button type="button" class="${button}" data-bs-toggle="modal" data-bs-target="#invite" data-truth="invite">${say('invite')}</button>` : ''}
<div class="modal" id="invite" tabindex="-1" aria-label="${say('invite')}"><div class="modal-dialog"><div class="modal-content">
<div class="modal-body"><label>${say('email')} <input class="form-control" name="email" data-truth="email"></label></div>
<div class="modal-footer">${has('send') ? `<button type="button" class="btn" data-truth="send">${say('send')}</button>` : ''}
<button type="button" class="btn" data-bs-dismiss="modal" data-truth="cancel">${say('cancel')}</button></div></div></div></div>`,
  }
}

export const page: LibraryPage = {
  library: 'bootstrap',
  draw: (root, draft) => {
    for (const backdrop of document.querySelectorAll('.modal-backdrop')) backdrop.remove()
    drawMarkup(root, draft, partsFor(draft))
    if (draft.open) Modal.getOrCreateInstance('#invite').show()
  },
}

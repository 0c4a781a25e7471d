import type { Draft, Word } from './variant.ts'

/** What a library without a framework says of its parts, as markup. */
export interface Parts {
  button(mark: Word, text: string, more?: string): string
  /** `label`: also its accessible name. */
  field(mark: Word, label: string, name?: string): string
  select(mark: Word, label: string): string
  checkbox(mark: Word, label: string): string
  tabs(tabs: readonly (readonly [mark: Word, text: string])[]): string
  menu(draft: Draft): string
  dialog(draft: Draft): string
  readonly shell: string
}

const links = [
  ['products', '/products'],
  ['people', '/people'],
  ['settings', '/settings'],
  ['inbox', '/inbox'],
] as const

/** The same app, of markup. */
export const drawMarkup = (root: HTMLElement, draft: Draft, parts: Parts): void => {
  const { say, has, order } = draft
  const shown = (mark: Word, html: string): string => (has(mark) ? html : '')
  root.innerHTML = `<div class="${draft.look === 'usual' ? parts.shell : `${parts.shell} shell-wide`}">
<nav aria-label="Main">${order(links)
    .map(([key, href]) =>
      shown(key, `<a class="nav-link" href="${href}" data-truth="${key}">${say(key)}</a>`),
    )
    .join(' ')}</nav>
<main>${shown('search', `<input type="search" placeholder="${say('search')}" data-truth="search">`)}
${shown('filter', `<button type="button" aria-label="${say('filter')}" data-truth="filter"><svg width="16" height="16" aria-hidden="true"><path d="M2 3h12L9 9v5l-2-2V9z"></path></svg></button>`)}
<div role="toolbar" aria-label="Products">${order(['new', 'import'] as const)
    .map((key) => shown(key, parts.button(key, say(key))))
    .join(' ')}
${shown('more', parts.menu(draft))} ${parts.dialog(draft)}</div>
${parts.tabs(
  order(['overview', 'billing', 'members'] as const)
    .filter(has)
    .map((key) => [key, say(key)] as const),
)}
<table><tbody>${draft.rowNames
    .map(
      (name, at) =>
        `<tr><td>${name}</td><td><button type="button" data-truth="edit-${at}">${say('edit')}</button></td></tr>`,
    )
    .join('')}</tbody></table>
<form aria-label="Product" onsubmit="return false">${shown('name', parts.field('name', say('name')))}
${shown('plan', parts.select('plan', say('plan')))}
${shown('updates', parts.checkbox('updates', say('updates')))}
${shown('save', parts.button('save', say('save')))}</form>
<section aria-label="Usage"><p>12 of 20 seats are taken.</p>
${shown('plans', `<a href="/plans?from=usage" data-truth="plans">${say('plans')}</a>`)}</section></main>
${draft.decoys ? decoys(draft) : ''}</div>`
}

const decoys = ({ say }: Draft): string => `<footer><button>${say('new')} line</button>
<button>${say('import')} people</button><button>Do not ${say('save').toLowerCase()}</button>
<button aria-label="${say('filter')} people"></button><a href="/people/archive">${say('people')} of old</a>
<a href="/billing">${say('billing')} help</a><button>${say('more')} for people</button>
<button>${say('invite')} to the beta</button><input type="search" placeholder="${say('search')} of others">
<a href="/plans/old">${say('plans')} of old</a></footer>`

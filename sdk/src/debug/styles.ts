/** Plain and small: the panel says what is, in the colours of the reader's system. */
export const styles = `
:host { all: initial !important; display: contents !important }
* { box-sizing: border-box }
.panel {
  color-scheme: light dark; position: fixed; inset: auto 12px 12px auto; margin: 0; padding: 0; width: min(440px, calc(100vw - 24px));
  max-height: min(70vh, 640px); overflow: auto; border: 1px solid light-dark(#c9ced6, #454c57); border-radius: 10px;
  background: light-dark(#fff, #15181d); color: light-dark(#1b1f26, #e8eaee);
  box-shadow: 0 8px 30px rgb(0 0 0 / .25); font: 13px/1.45 system-ui, sans-serif; letter-spacing: normal;
  text-transform: none; text-align: start; overflow-wrap: anywhere;
}
[data-corner=bottom-left] { inset: auto auto 12px 12px }
[data-corner=top-left] { inset: 12px auto auto 12px }
[data-corner=top-right] { inset: 12px 12px auto auto }
@media (max-width: 640px) { .panel { max-height: 55dvh } }
@media (pointer: coarse) { button, summary, input { min-height: 40px } }
[data-folded=yes] { width: max-content; max-width: calc(100vw - 24px) }
[data-folded=yes] header { border: 0 }
[data-folded=yes] > details { display: none }
header { position: sticky; top: 0; display: flex; gap: 8px; align-items: center; padding: 8px 12px; background: inherit;
  border-bottom: 1px solid light-dark(#e3e6eb, #2d323a) }
h2 { flex: 1; margin: 0; font-size: 14px }
h3 { margin: 10px 0 4px; font-size: 13px }
button, summary { font: inherit; color: inherit; cursor: pointer; min-height: 24px }
button { padding: 2px 10px; border: 1px solid light-dark(#8a929e, #7c8593); border-radius: 6px; background: transparent }
:focus-visible { outline: 2px solid light-dark(#1558d6, #8ab4ff); outline-offset: 1px }
details { padding: 6px 12px; border-bottom: 1px solid light-dark(#e3e6eb, #2d323a) }
summary { font-weight: 600; padding: 2px 0 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 4px 0 }
dt { color: light-dark(#555d69, #a9b1bd) }
dd { margin: 0 }
ul { list-style: none; margin: 4px 0; padding: 0 }
li { padding: 1px 0 }
.yes::before { content: '✓ ' / ''; color: light-dark(#0b6b34, #6ad08f) }
.no::before { content: '✕ ' / ''; color: light-dark(#b3261e, #ff9d94) }
.open::before { content: '… ' / '' }
code { font: 12px ui-monospace, monospace }
p { margin: 4px 0 }
.code-field { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; margin: 6px 0 }
.code-field p { flex-basis: 100% }
input { font: 13px ui-monospace, monospace; inline-size: 12ch; min-height: 24px; padding: 2px 6px; color: inherit;
  background: transparent; border: 1px solid light-dark(#8a929e, #7c8593); border-radius: 6px; text-transform: uppercase }
`

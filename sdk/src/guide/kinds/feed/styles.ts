import { cornerStyles } from '../corner-styles.ts'
import { launchStyles } from '../launch-styles.ts'

export const feedStyles = `${cornerStyles}${launchStyles}
.card[data-at]{max-height:min(38em,100dvh - 2*var(--gap))}
.posts{list-style:none;padding:0;gap:0}
.post{display:grid;gap:.5em;padding:1em 0;border-top:1px solid var(--line)}
.post:last-child{padding-block-end:0}
.post h3{margin:0;font-size:1em;line-height:1.3;font-weight:650;letter-spacing:-.005em;text-wrap:balance;color:var(--text)}
.when{display:flex;gap:.7em;align-items:center;font-size:.86em;color:var(--text-2)}
.fresh{display:inline-flex;align-items:center;gap:.4em;font-weight:650;color:var(--text)}
.fresh::before{content:"";width:5px;height:12px;border-radius:2px;background:var(--blaze)}
.deeds,.reactions{display:flex;flex-wrap:wrap;gap:.4em}
.deeds .quiet{border-color:var(--line)}
.reactions button{min-width:2.5em;min-height:2.1em;padding:.2em .6em;border:1px solid var(--line);background:none;color:var(--text);border-radius:calc(var(--radius)*9)}
.reactions button:hover{border-color:var(--quiet)}
.reactions [aria-pressed=true]{border-color:var(--accent-text);background:color-mix(in srgb,var(--accent) 14%,transparent)}
`

import { cornerStyles } from '../corner-styles.ts'
import { launchStyles } from '../launch-styles.ts'
import { rowStyles } from '../row-styles.ts'

export const centreStyles = `${cornerStyles}${launchStyles}${rowStyles}
.card[data-at]{max-height:min(38em,100dvh - 2*var(--gap))}
.search{font:inherit;color:var(--text);background:color-mix(in srgb,var(--text) 4%,var(--ground));width:100%;min-height:2.4em;padding:.4em .7em;margin:0;
border:1px solid var(--quiet);border-radius:var(--r);user-select:text;-webkit-user-select:text}
.search::placeholder{color:var(--text-2);opacity:1}
section{display:grid;gap:.2em}
section:not([hidden])~section{border-top:1px solid var(--line);padding-top:.4em}
section[hidden],li[hidden],.nothing[hidden]{display:none}
.nothing{color:var(--text-2)}
h3{margin:.4em 0 0;font-size:.86em;font-weight:600;color:var(--text-2)}
.items p{margin-block-start:.1em;margin-inline-end:1.4em}
`

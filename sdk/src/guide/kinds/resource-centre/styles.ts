import { cornerStyles } from '../corner-styles.ts'
import { launchStyles } from '../launch-styles.ts'

export const centreStyles = `${cornerStyles}${launchStyles}
.card[data-at]{width:24em;max-width:min(24em,100% - 2*var(--gap));max-height:min(38em,100dvh - 2*var(--gap))}
.search{font:inherit;color:var(--text);background:color-mix(in srgb,var(--text) 4%,var(--ground));width:100%;min-height:2.4em;padding:.4em .7em;margin:0;
border:1px solid var(--quiet);border-radius:min(6px,var(--radius));user-select:text;-webkit-user-select:text}
.search::placeholder{color:var(--text-2);opacity:1}
section{display:grid;gap:.2em}
section:not([hidden])~section{border-top:1px solid var(--line);padding-top:.5em}
section[hidden],li[hidden],.nothing[hidden]{display:none}
.nothing{color:var(--text-2)}
h3{margin:.5em 0 .1em;font-size:.86em;font-weight:600;color:var(--text-2)}
.items{list-style:none;padding:0;gap:0}
.items li{padding:.5em 0;border-top:1px solid var(--line)}
.items li:first-child{border:0}
.item{display:inline-block;min-height:24px;padding:0;border:0;background:none;font-weight:550;line-height:1.35;text-align:start;color:var(--accent-text);
text-decoration:underline;text-underline-offset:.16em;text-decoration-thickness:1px}
.item:hover{text-decoration-thickness:2px}
.items p{margin-top:.15em}
`

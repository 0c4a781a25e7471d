export const modalStyles = `
.card{inset:0;margin:auto;width:30em;height:fit-content;max-width:calc(100% - 2*var(--gap))}
.body{gap:.7em;padding:1.5em 1.6em}
.foot{padding:0 1.6em 1.5em}
:where(.body:has(>img:first-child))~.close{inset-block-start:2em;inset-inline-end:2em}
h2{font-size:1.31em}
h2::before{height:17px}
[data-at^=top]{margin-top:10vh}
[data-at^=bottom]{margin-bottom:10vh}
[data-at$=left]{margin-left:var(--gap)}
[data-at$=right]{margin-right:var(--gap)}
`

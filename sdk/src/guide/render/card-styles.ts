/** The card of every kind. A blaze (the upright bar of a marked trail) says "look here"; nothing else in it has its colour. */
export const cardStyles = `
.card{position:absolute;width:max-content;max-width:min(22.5em,100% - 2*var(--gap));max-height:calc(100dvh - 2*var(--gap));
display:flex;flex-direction:column;pointer-events:auto;text-align:start;user-select:none;-webkit-user-select:none;
background:var(--ground);border:1px solid var(--line);border-radius:var(--radius);box-shadow:var(--lift);outline:none;
animation:enter 160ms cubic-bezier(.2,.8,.2,1)}
.body{display:grid;gap:.55em;padding:1.05em 1.15em;overflow:auto;overscroll-behavior:contain;border-radius:inherit;min-width:min(15em,80vw)}
.body>:first-child{padding-inline-end:1.9em}
.body>img:first-child{padding:0;width:100%}
h2{display:flex;gap:.55em}
h2::before{content:"";flex:none;width:5px;height:14px;border-radius:2px;background:var(--blaze);margin-top:.17em}
.foot{display:flex;flex-wrap:wrap;align-items:center;justify-content:flex-end;gap:.5em .4em;padding:0 1.15em 1.05em}
.dots{display:flex;gap:4px;margin-inline-end:auto;padding-inline-end:.75em}
.dots i{width:4px;height:11px;border-radius:2px;background:color-mix(in srgb,var(--text) 20%,transparent)}
.dots .passed{background:var(--accent-text)}
.dots .here{background:var(--blaze)}
.close{position:absolute;inset-block-start:.55em;inset-inline-end:.55em;width:2em;min-height:2em;height:2em;padding:0;display:grid;
place-items:center;color:var(--text-2);background:var(--ground);border-radius:50%}
.close svg{width:.85em;height:.85em}
@media (pointer:coarse){.close{width:44px;height:44px;inset-block-start:0;inset-inline-end:0;border-width:6px;background-clip:padding-box}.body>:first-child{padding-inline-end:32px}}
:where(.body:has(>img:first-child))~.close{inset-block-start:1.5em;inset-inline-end:1.5em}
@keyframes enter{from{opacity:0;translate:0 4px}}
`

/** A blaze (the upright bar of a marked trail) says "look here"; nothing else in the card has its colour. */
export const tooltipStyles = `
.card{position:absolute;left:0;top:0;width:max-content;max-width:min(22.5em,100vw - 16px);max-height:calc(100dvh - 16px);
display:flex;flex-direction:column;pointer-events:auto;text-align:start;user-select:none;-webkit-user-select:none;
background:var(--ground);border:1px solid var(--line);border-radius:var(--radius);box-shadow:var(--lift);
animation:enter 160ms cubic-bezier(.2,.8,.2,1)}
.body{display:grid;gap:.55em;padding:1.05em 1.15em;overflow:auto;overscroll-behavior:contain;border-radius:inherit;min-width:min(15em,100vw - 18px)}
.body>:first-child{padding-inline-end:1.9em}
.body>img:first-child{padding:0;width:100%}
h2{display:flex;gap:.55em}
h2::before{content:"";flex:none;width:5px;height:14px;border-radius:2px;background:var(--blaze);margin-top:.17em}
.foot{display:flex;flex-wrap:wrap;align-items:center;justify-content:flex-end;gap:.5em .4em;padding:0 1.15em 1.05em}
.progress{display:flex;gap:4px;margin-inline-end:auto;padding-inline-end:.75em}
.progress i{width:4px;height:11px;border-radius:2px;background:color-mix(in srgb,var(--text) 20%,transparent)}
.progress .passed{background:var(--accent)}
.progress .here{background:var(--blaze)}
.close{position:absolute;inset-block-start:.55em;inset-inline-end:.55em;width:2em;min-height:2em;height:2em;padding:0;display:grid;
place-items:center;color:var(--text-2)}
.close svg{width:.85em;height:.85em}
.arrow[hidden]{display:none}
.arrow{position:absolute;width:11px;height:11px;background:var(--ground);border:1px solid var(--line);transform:rotate(45deg)}
[data-side=top] .arrow{bottom:-6px;border-top-color:transparent;border-left-color:transparent;clip-path:polygon(100% 0,100% 100%,0 100%)}
[data-side=bottom] .arrow{top:-6px;border-bottom-color:transparent;border-right-color:transparent;clip-path:polygon(0 0,100% 0,0 100%)}
[data-side=left] .arrow{right:-6px;border-bottom-color:transparent;border-left-color:transparent;clip-path:polygon(0 0,100% 0,100% 100%)}
[data-side=right] .arrow{left:-6px;border-top-color:transparent;border-right-color:transparent;clip-path:polygon(0 0,100% 100%,0 100%)}
.spot{position:absolute;left:0;top:0;border-radius:8px;box-shadow:0 0 0 2px var(--ground),0 0 0 200vmax var(--scrim)}
@media (pointer:coarse){.close{width:44px;height:44px;inset-block-start:0;inset-inline-end:0}.body>:first-child{padding-inline-end:32px}}
@keyframes enter{from{opacity:0;translate:0 4px}}
`

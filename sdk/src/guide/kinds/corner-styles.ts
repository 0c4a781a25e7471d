/** Where a card in a corner or along an edge stands, by its `data-at`. */
export const cornerStyles = `
.card{--from:0 12px;inset:auto;width:24em;max-width:calc(100% - 2*var(--gap));max-height:calc(100dvh - 2*var(--gap))}
[data-at^=top]{top:var(--gap);--from:0 -12px}
[data-at^=bottom]{bottom:var(--gap)}
[data-at$=left]{left:var(--gap)}
[data-at$=right]{right:var(--gap)}
[data-at=top],[data-at=bottom],[data-at=center]{left:0;right:0;margin-inline:auto}
[data-at=center]{top:0;bottom:0;margin-block:auto;height:fit-content}
.card[data-at=left],.card[data-at=right]{top:0;bottom:0;width:min(24em,100%);max-width:none;max-height:none;border-radius:0;border-width:0}
.card[data-at=left]{left:0;border-right-width:1px;--from:-24px 0}
.card[data-at=right]{right:0;border-left-width:1px;--from:24px 0}
[data-at=left]>.body,[data-at=right]>.body{flex:1;align-content:start}
@media (max-width:480px){.card[data-at]{left:var(--gap);right:var(--gap);width:auto;max-width:none}
.card[data-at=left],.card[data-at=right]{left:0;right:0}}
@keyframes enter{from{opacity:0;translate:var(--from)}}
`

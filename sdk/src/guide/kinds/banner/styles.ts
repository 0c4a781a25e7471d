export const bannerStyles = `
.card{left:0;right:0;width:auto;max-width:none;flex-direction:row;flex-wrap:wrap;align-items:center;border-radius:0;border-width:0;
max-height:50dvh;overflow:auto;padding-inline-end:3em}
[data-at=top]{top:0;border-bottom-width:1px}
[data-at=bottom]{bottom:0;border-top-width:1px}
.card:not([data-layout=over]){position:relative;box-shadow:none}
.card[data-layout=inline]{border-width:1px;border-radius:var(--radius)}
.body{flex:1 1 16em;min-width:0;display:flex;flex-wrap:wrap;align-items:baseline;gap:.2em .9em;padding:.8em 1.15em}
.body>:first-child{padding-inline-end:0}
.body>*{flex:0 1 auto;min-width:0}
.foot{padding:.5em 1.15em .6em 0;margin-inline-start:auto}
.foot .quiet{border-color:var(--line)}
.close{inset-block-start:.5em;inset-inline-end:.55em}
.flow[data-stay]:not([data-stay=""]){z-index:2147483647}
.flow .unseen{bottom:0}
.flow[data-stay=top]{position:sticky;top:0;left:0;width:100%}
.flow[data-stay=bottom]{position:sticky;bottom:0}
@media (max-width:480px){.foot{padding-inline-start:1.15em;margin:0}}
`

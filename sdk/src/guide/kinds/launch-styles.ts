export const launchStyles = `
.launch{--from:0 12px;pointer-events:auto;display:inline-flex;align-items:center;gap:.55em;min-height:2.9em;padding:.5em 1.15em;
border-radius:calc(var(--radius)*9);background:var(--accent);color:var(--on-accent);box-shadow:var(--lift);animation:enter 160ms}
.over .launch{position:absolute}
.flow .launch{box-shadow:none;min-height:2.4em}
.launch:hover{background:var(--accent-hover)}
.launch svg{flex:none;width:1.25em;height:1.25em}
.launch.icon{width:2.9em;padding:0;justify-content:center;position:relative}
.over .launch.icon{position:absolute}
.launch b{display:inline-flex;align-items:center;gap:.35em;min-height:1.55em;padding:0 .5em;border-radius:calc(var(--radius)*9);background:var(--ground);color:var(--text);
font-size:.82em;font-weight:650;line-height:1;font-variant-numeric:tabular-nums}
.launch b::before{content:"";width:6px;height:6px;border-radius:50%;background:var(--blaze)}
.launch.icon b{position:absolute;inset-block-start:-.6em;inset-inline-end:-.7em;border:1px solid var(--line)}
`

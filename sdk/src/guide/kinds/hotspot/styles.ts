export const hotspotStyles = `
.spot-button{position:absolute;left:0;top:0;pointer-events:auto;padding:0;min-height:0;display:grid;place-items:center;border:0;animation:enter 160ms}
.beacon{width:28px;height:28px;background:none;border-radius:50%}
.beacon i{width:12px;height:12px;border-radius:50%;background:var(--blaze);border:2px solid var(--ground);animation:pulse 2s ease-out infinite}
.icon{width:26px;height:26px;border-radius:50%;background:var(--accent);color:var(--on-accent);font-weight:650;box-shadow:var(--lift)}
.badge{min-height:24px;padding:.15em .6em;border-radius:calc(var(--radius)*9);background:var(--accent);color:var(--on-accent);font-size:.82em;font-weight:650;
line-height:1;white-space:nowrap}
.icon:hover,.badge:hover{background:var(--accent-hover)}
@keyframes pulse{0%{box-shadow:0 0 0 0 var(--blaze)}70%,100%{box-shadow:0 0 0 12px transparent}}
@media (pointer:coarse){.spot-button{min-width:44px;min-height:44px}}
`

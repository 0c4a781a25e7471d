import { cornerStyles } from '../corner-styles.ts'

export const surveyStyles = `${cornerStyles}
.flow .card{position:relative;inset:auto;width:auto;max-width:none;box-shadow:none;animation:none}
fieldset{border:0;margin:0;padding:0;min-width:0;display:grid;gap:.35em}
.ask{font-weight:600;color:var(--text);padding:0;margin-bottom:.45em;text-wrap:balance}
.body>fieldset:first-child,.body>.field:first-child{padding-inline-end:0}
.body>:first-child .ask{padding-inline-end:1.9em}
.scale{display:grid;grid-template-columns:repeat(auto-fit,minmax(24px,1fr));gap:3px}
.scale label{position:relative;display:grid;place-items:center;min-height:2.4em;border:1px solid var(--quiet);border-radius:var(--r);
color:var(--text);font-variant-numeric:tabular-nums;transition:background-color 90ms}
.scale label:hover{background:color-mix(in srgb,var(--text) 8%,transparent)}
.scale label:has(:checked){background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.scale input{position:absolute;inset:0;width:100%;height:100%;min-height:0;opacity:0;cursor:pointer}
label:has(:focus-visible){outline:2px solid var(--accent-text);outline-offset:2px}
.scale.stars{display:flex;gap:6px}
.stars label{border:0;min-height:0;font-size:1.9em;line-height:1;color:var(--quiet)}
.stars label:hover,.stars label:has(:checked){background:none}
.stars label:has(:checked),.stars label:has(~ label :checked){color:var(--blaze)}
.ends{display:flex;justify-content:space-between;gap:1em;font-size:.86em;color:var(--text-2)}
.choice{display:flex;align-items:center;gap:.6em;padding:.45em .7em;border:1px solid var(--line);border-radius:var(--r);color:var(--text);cursor:pointer}
.choice:hover{border-color:var(--quiet)}
.choice:has(:checked){border-color:var(--accent-text);background:color-mix(in srgb,var(--accent-text) 8%,transparent)}
.choice input{flex:none;outline:none;width:1.1em;height:1.1em;min-height:0;accent-color:var(--accent)}
@media (max-width:360px){.scale{gap:0;margin-inline:-.5em}}
@media (pointer:coarse){.scale label,.choice{min-height:44px}}
`

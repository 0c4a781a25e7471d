import { cornerStyles } from '../corner-styles.ts'
import { rowStyles } from '../row-styles.ts'

export const checklistStyles = `${cornerStyles}${rowStyles}
.pill{position:absolute;pointer-events:auto;display:flex;gap:.7em;align-items:center;min-height:2.9em;padding:.5em 1.2em;border-radius:calc(var(--radius)*9);
background:var(--accent);color:var(--on-accent);box-shadow:var(--lift);animation:enter 160ms}
.pill:hover{background:var(--accent-hover)}
.pill b{font-weight:600;font-variant-numeric:tabular-nums;opacity:1}
.way{display:flex;align-items:center;gap:.8em;font-size:.93em;font-weight:600;font-variant-numeric:tabular-nums;color:var(--text-2)}
.tasks li{display:flex;gap:.75em}
.tasks div{flex:1}
.tasks p{margin-block-start:.15em;margin-inline-end:1.4em}
.tasks .next{background:color-mix(in srgb,var(--accent-text) 9%,transparent)}
.tick{flex:none;width:20px;height:20px;border-radius:50%;border:1.5px solid var(--quiet);display:grid;place-items:center}
.next .tick{border:2px solid var(--blaze)}
.done .tick{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.done .tick::after{content:"";width:9px;height:5px;border:solid currentColor;border-width:0 0 2px 2px;transform:translateY(-1px) rotate(-45deg)}
.done .task{font-weight:450;color:var(--text-2)}
progress{appearance:none;flex:1;width:100%;height:6px;border:0;border-radius:3px;overflow:hidden;background:color-mix(in srgb,var(--text) 15%,transparent)}
::-webkit-progress-bar{background:none}
::-webkit-progress-value{background:var(--accent-text);transition:inline-size .4s}
::-moz-progress-bar{background:var(--accent-text)}
`

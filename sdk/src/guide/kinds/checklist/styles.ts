import { cornerStyles } from '../corner-styles.ts'

export const checklistStyles = `${cornerStyles}
.pill{position:absolute;--gap:min(20px,2.5vw);pointer-events:auto;display:flex;gap:.7em;align-items:center;min-height:2.9em;padding:.5em 1.2em;border-radius:99px;
background:var(--accent);color:var(--on-accent);box-shadow:var(--lift);animation:enter 160ms}
.pill:hover{background:var(--accent-hover)}
.pill b{font-weight:600;font-variant-numeric:tabular-nums;opacity:1}
.card{width:23em}
.tasks{list-style:none;padding:0;gap:0}
.tasks li{display:flex;gap:.75em;padding:.6em 0;border-top:1px solid var(--line)}
.tasks li:first-child{border:0}
.tasks p{margin-top:.2em}
.tick{flex:none;width:18px;height:18px;margin-top:.05em;border-radius:50%;border:1.5px solid var(--quiet);display:grid;place-items:center}
.next .tick{border-color:var(--blaze)}
.done .tick{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.done .tick::after{content:"";width:8px;height:4px;border:solid currentColor;border-width:0 0 2px 2px;transform:translateY(-1px) rotate(-45deg)}
.task{display:block;padding:0;min-height:0;border:0;background:none;font-weight:550;text-align:start;color:var(--text);line-height:1.35}
button.task{min-height:24px;color:var(--accent-text);text-decoration:underline;text-underline-offset:.16em;text-decoration-thickness:1px}
button.task:hover{text-decoration-thickness:2px}
.done .task{color:var(--text-2);text-decoration:line-through}
progress{appearance:none;width:100%;height:6px;border:0;border-radius:3px;overflow:hidden;background:color-mix(in srgb,var(--text) 15%,transparent)}
::-webkit-progress-bar{background:none}
::-webkit-progress-value{background:var(--accent-text);transition:inline-size .4s}
::-moz-progress-bar{background:var(--accent-text)}
`

/** The dashboard's tokens: what an author sees in the app and in the dashboard is one thing. */
const tokens = `
:host{all:initial!important;display:contents!important}
.surface{position:fixed;inset:0;width:100%;height:100%;max-width:none;max-height:none;margin:0;padding:0;border:0;background:none;
overflow:visible;pointer-events:none;direction:ltr;color-scheme:light dark;
--canvas:light-dark(#f6f8f6,#0b1210);--surface:light-dark(#fff,#121a17);--sunken:light-dark(#edf1ee,#080e0b);--raised:light-dark(#fff,#1a231f);
--line:light-dark(#dde3df,#262f2b);--line-strong:light-dark(#7f8984,#697570);
--text:light-dark(#16211d,#eaeeeb);--text-2:light-dark(#47534e,#aeb7b2);--text-3:light-dark(#646f6a,#8e9893);
--accent:light-dark(#176145,#65d49e);--accent-hover:light-dark(#0b5037,#76e5ad);--on-accent:light-dark(#fff,#011c11);
--accent-soft:light-dark(#dcf4e7,#123226);--accent-text:light-dark(#0c5a3e,#74dda8);--blaze:light-dark(#eb6511,#ff8a35);
--bad:light-dark(#be222a,#f68482);--warn:light-dark(#865901,#eec05b);
--lift:0 2px 6px light-dark(#16211d1a,#0008),0 16px 40px light-dark(#16211d29,#000b);
--sans:"Hanken Grotesk",ui-sans-serif,system-ui,"Segoe UI",Roboto,sans-serif;
font:450 14px/1.4 var(--sans);color:var(--text);-webkit-font-smoothing:antialiased}
.surface[hidden]{display:none}
.surface::backdrop{display:none}
[data-look=light]{color-scheme:light}
[data-look=dark]{color-scheme:dark}
*,::before,::after{box-sizing:border-box}
h2,h3,p,ul,ol{margin:0;padding:0;font:inherit}
ul,ol{list-style:none}
button,input,select,textarea{font:inherit;color:inherit;margin:0}
:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.icon{width:1em;height:1em;flex:none}
.small{font-size:12.5px;line-height:1.35;color:var(--text-2);overflow-wrap:anywhere}
.warn{color:var(--warn)}
.number{font-variant-numeric:tabular-nums;color:var(--text-2)}
.stack{display:grid;grid-template-columns:minmax(0,1fr);gap:8px}
.blaze{flex:none;width:5px;height:14px;border-radius:2px;background:var(--blaze)}
kbd{font:12px ui-monospace,Menlo,Consolas,monospace;padding:0 4px;border:1px solid var(--line);border-radius:4px}
`

const controls = `
.button{display:inline-flex;align-items:center;justify-content:center;gap:6px;min-height:32px;padding:0 10px;border:1px solid var(--line);border-radius:6px;
background:var(--surface);font-weight:550;cursor:pointer;white-space:nowrap}
.button:hover{background:var(--sunken)}
.button.first{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.button.first:hover{background:var(--accent-hover)}
.icon-button{display:grid;place-items:center;width:28px;height:28px;padding:0;border:0;border-radius:6px;background:none;color:var(--text-2);cursor:pointer;font-size:16px;flex:none}
.icon-button:hover{background:var(--sunken);color:var(--text)}
button:disabled{opacity:.4;cursor:default}
.field{display:grid;gap:2px;font-size:12.5px;color:var(--text-2)}
.field input,.field select,.field textarea,.address{width:100%;min-height:32px;padding:4px 8px;border:1px solid var(--line-strong);border-radius:6px;background:var(--surface);color:var(--text);font-size:14px}
.field textarea{resize:vertical;line-height:1.4}
.field input[type=color]{padding:2px}
::placeholder{color:var(--text-3);opacity:1}
.tick{display:flex;gap:8px;align-items:center;min-height:28px}
.tick input{accent-color:var(--accent);width:16px;height:16px;flex:none}
.chips{display:flex;flex-wrap:wrap;gap:6px}
.chip{min-height:28px;padding:0 9px;border:1px solid var(--line);border-radius:999px;background:none;font-size:12.5px;font-weight:550;cursor:pointer;color:var(--accent-text);justify-self:start}
.chip:hover{background:var(--accent-soft)}
.colours{display:grid;grid-template-columns:repeat(3,1fr);gap:8px}
`

const panel = `
.panel,.badge,.marks{position:absolute;pointer-events:auto;background:var(--surface);border:1px solid var(--line);border-radius:10px;box-shadow:var(--lift);
user-select:none;-webkit-user-select:none;color:var(--text)}
.panel{inset-block:calc(12px + var(--clear-top,0px)) calc(12px + var(--clear-bottom,0px));width:340px;display:flex;flex-direction:column;overflow:hidden}
.panel[data-side=right]{right:12px}
.panel[data-side=left]{left:12px}
.panel[data-folded=yes]{bottom:auto}
.panel input,.panel textarea{user-select:text;-webkit-user-select:text}
.panel-head{display:flex;align-items:center;gap:8px;padding:10px 8px 8px 14px}
.panel-head h2{flex:1;min-width:0;font-size:16px;font-weight:650;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.bar{display:flex;align-items:center;gap:6px;padding:0 12px 10px 8px;border-bottom:1px solid var(--line)}
.bar .end{margin-left:auto}
.panel-body{flex:1;overflow:auto;overscroll-behavior:contain;outline-offset:-2px}
.section{border-bottom:1px solid var(--line)}
.section>summary{display:flex;align-items:center;gap:8px;padding:9px 14px;cursor:pointer;list-style:none}
.section>summary::-webkit-details-marker{display:none}
.section>summary::after{content:"";margin-left:auto;width:6px;height:6px;border:solid var(--text-3);border-width:0 1.5px 1.5px 0;transform:rotate(-45deg)}
.section[open]>summary::after{transform:rotate(45deg)}
.section>summary:focus-visible{outline-offset:-2px}
.section h3{font-weight:650}
.note{min-width:0;overflow-wrap:anywhere;color:var(--text-3);font-size:12.5px}
.section>.stack{padding:0 14px 14px}
.rows{display:grid;grid-template-columns:minmax(0,1fr)}
.row{border-top:1px solid var(--line)}
.row:first-child{border:0}
.row-head{display:flex;align-items:center}
.row-name{flex:1;min-width:0;min-height:32px;padding:3px 0;border:0;background:none;text-align:start;cursor:pointer;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.row-name b{font-weight:600}
.row-name span{color:var(--text-2)}
.row-name small{display:block;font-size:12px;color:var(--text-3)}
.row{position:relative}
.row[data-open=yes]::before{content:"";position:absolute;inset-block:7px;left:-9px;width:4px;max-height:18px;border-radius:2px;background:var(--blaze)}
.row-body{padding:4px 0 12px}
.confidence{display:grid;grid-template-columns:minmax(0,1fr);gap:4px;padding:8px 10px;border-radius:6px;background:var(--sunken)}
.confidence b{font-weight:600}
.confidence[data-safe=no] b{color:var(--bad)}
meter{width:100%;height:6px;appearance:none;border:0;border-radius:3px;background:var(--line);overflow:hidden}
meter::-webkit-meter-bar{height:6px;border:0;border-radius:3px;background:var(--line)}
meter::-webkit-meter-optimum-value{background:var(--accent)}
[data-safe=no] meter::-webkit-meter-optimum-value{background:var(--bad)}
meter::-moz-meter-bar{background:var(--accent)}
.likely li{display:flex;gap:8px;justify-content:space-between;font-size:12.5px;color:var(--text-2)}
.likely li>:first-child{min-width:0;overflow-wrap:anywhere}
.panel-foot{display:grid;gap:4px;padding:9px 14px;border-top:1px solid var(--line);font-size:12.5px;color:var(--text-2)}
.state[data-state=stale],.state[data-state=failed]{color:var(--bad)}
.problems{display:grid;gap:2px;color:var(--warn);max-height:5.6em;overflow:auto}
.badge{left:50%;bottom:calc(16px + var(--clear-bottom,0px));width:max-content;transform:translateX(-50%);display:flex;flex-wrap:wrap;align-items:center;gap:8px;padding:8px 10px 8px 14px;max-width:calc(100vw - 16px)}
.badge p{display:flex;align-items:center;gap:8px;color:var(--text-2)}
.badge b{color:var(--text);font-weight:650}
.marks{display:flex;align-items:center;gap:2px;padding:4px}
.mark{min-width:28px;height:28px;padding:0 7px;border:0;border-radius:6px;background:none;cursor:pointer}
.mark:hover{background:var(--sunken)}
.mark[aria-pressed=true]{background:var(--accent-soft);color:var(--accent-text)}
.bold{font-weight:700}.italic{font-style:italic}.code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:12.5px}
.address{width:11em;min-height:28px}
.shield{position:absolute;inset:0;pointer-events:auto;cursor:crosshair;outline:none}
.shield.away{pointer-events:none}
.aim{position:absolute;border:2px solid var(--accent);border-radius:4px;background:color-mix(in srgb,var(--accent) 12%,transparent);pointer-events:none}
.aim[hidden]{display:none}
.aim-name{position:absolute;left:-2px;bottom:calc(100% + 4px);padding:2px 7px;border-radius:4px;background:var(--accent);color:var(--on-accent);font-size:12.5px;font-weight:550;white-space:nowrap}
.aim[data-low=yes] .aim-name{bottom:auto;top:calc(100% + 4px)}
.panel[data-away=yes]{visibility:hidden}
.aim-help{position:absolute;left:50%;bottom:16px;transform:translateX(-50%);display:flex;align-items:center;gap:12px;width:max-content;max-width:calc(100vw - 16px);padding:8px 8px 8px 14px;border:1px solid var(--line);border-radius:10px;background:var(--surface);box-shadow:var(--lift);pointer-events:none}
.aim-help .button{pointer-events:auto;cursor:pointer}
.by-touch{display:none}
@media (pointer:coarse){.by-touch{display:inline}.by-pointer,.by-keys{display:none}}
@media (max-width:640px){
.panel{inset:auto 8px calc(8px + var(--clear-bottom,0px));width:auto;height:46dvh}
.panel[data-side]{left:8px;right:8px}
.panel[data-side=left]{inset:calc(8px + var(--clear-top,0px)) 8px auto}
.panel[data-folded=yes]{height:auto}
.badge{width:calc(100vw - 16px)}
}
@media (pointer:coarse){.icon-button{width:44px;height:44px}.button,.chip,.mark,.field input,.field select,.row-name{min-height:44px}}
@media (prefers-contrast:more){.surface{--line:var(--line-strong);--text-2:var(--text);--text-3:var(--text)}}
`

const code = `
.code-panel{inset:12px 12px auto auto}
.code-body{padding:4px 14px 14px}
.code-body input{font:600 18px/1.3 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.12em;text-transform:uppercase}
.code-body [role=status]:empty{display:none}
@media (max-width:640px){.code-panel.panel{inset:auto 8px 8px;height:auto}}
`

/** Of the card that is written in: each text shows that it can be. */
const writing = `
.card{animation:none!important;overflow:visible}
[data-node]{outline:1.5px dashed transparent;outline-offset:3px;border-radius:2px;cursor:text;user-select:text;-webkit-user-select:text;min-width:1.5em;min-height:1.2em}
[data-node]:hover{outline-color:color-mix(in srgb,var(--accent-text) 55%,transparent)}
[data-node]:focus{outline:1.5px solid var(--accent-text)}
[data-node]:empty::before{content:attr(aria-label);opacity:.5}
h2 [data-node]{flex:1}
[data-node]:has(>br:only-child){min-height:1.2em}
/* What is in the middle would lie on the panel. */
@media (max-width:640px){.card[data-at=center]{margin-top:8px;max-height:calc(54dvh - 32px)}}
`

const sheetOf = (...parts: readonly string[]): CSSStyleSheet => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(parts.join(''))
  return sheet
}

export const createAuthoringSheet = (): CSSStyleSheet => sheetOf(tokens, controls, panel, code)
export const createWritingSheet = (): CSSStyleSheet => sheetOf(writing)

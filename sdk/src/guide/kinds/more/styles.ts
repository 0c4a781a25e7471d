export const moreStyles = `
input,textarea{font:inherit;color:var(--text);background:color-mix(in srgb,var(--text) 4%,var(--ground));width:100%;min-height:2.4em;
padding:.4em .6em;margin:0;border:1px solid var(--quiet);border-radius:var(--r);user-select:text;-webkit-user-select:text}
textarea{resize:vertical}
::placeholder{color:var(--text-2);opacity:1}
.field{display:grid;gap:.3em}
.field label{font-weight:550}
.surface{--wrong:#b3261e}
.surface[data-mode=dark]{--wrong:#ffb4ab}
.wrong{display:flex;gap:.5em;align-items:baseline;font-size:.93em;font-weight:550;color:var(--wrong)}
.wrong:empty{display:none}
.wrong::before{content:"!";flex:none;width:1.35em;line-height:1.35;border-radius:50%;text-align:center;font-weight:700;background:var(--wrong);color:var(--ground)}
[aria-invalid]{border-color:var(--wrong)}
video{display:block;width:100%;max-height:60dvh;border-radius:var(--r);background:#000}
.body>video:first-child{padding:0}
progress{appearance:none;width:100%;height:6px;border:0;border-radius:3px;overflow:hidden;background:color-mix(in srgb,var(--text) 15%,transparent)}
::-webkit-progress-bar{background:none}
::-webkit-progress-value{background:var(--accent-text)}
::-moz-progress-bar{background:var(--accent-text)}
.columns{min-width:min(19em,100vw - 5em);display:grid;grid-template-columns:repeat(auto-fit,minmax(min(8em,100%),1fr));gap:1em}
.columns h2{font-size:1em}
.columns h2::before{display:none}
.columns>div{display:grid;gap:.55em;align-content:start;justify-items:start}
`

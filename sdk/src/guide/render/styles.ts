import { cardStyles } from './card-styles.ts'

/**
 * What every kind shares: the layer, type, colours, controls. Sizes are in em of the browser's own font size, so that neither a page's
 * `html { font-size }` nor its zoom tricks reach them and a person's larger text does. No `light-dark()`: it is younger than the
 * browsers that guides support.
 */
const shared = `
:host{all:initial!important;display:contents!important}
.surface{position:fixed;inset:0;width:100%;height:100%;max-width:none;max-height:none;margin:0;padding:0;border:0;
background:none;overflow:visible;pointer-events:none;direction:ltr;
--ground:#fff;--line:#dde3df;--text:#16211d;--text-2:#47534e;--quiet:#7f8984;
--accent:#176145;--accent-hover:#0b5037;--on-accent:#fff;--accent-text:#0c5a3e;--blaze:#eb6511;
--lift:0 2px 6px #16211d1a,0 16px 40px #16211d29;--scrim:#16211d66;--radius:10px;--r:calc(var(--radius)*.6);--gap:clamp(12px,2.5vw,20px);
--font:"Hanken Grotesk",ui-sans-serif,system-ui,"Segoe UI",Roboto,sans-serif;
font:450 .90625em/1.45 var(--font);color:var(--text);color-scheme:light;
-webkit-text-size-adjust:100%;-webkit-font-smoothing:antialiased}
.surface[hidden]{display:none}
@media print{.surface{display:none}}
.surface::backdrop{display:none}
.surface.modal{background:var(--scrim);pointer-events:auto}
.surface.flow{position:relative;inset:auto;width:auto;height:auto;pointer-events:auto}
.surface[data-mode=dark]{--ground:#1a231f;--line:#35413b;--text:#eaeeeb;--text-2:#aeb7b2;--quiet:#8e9893;
--accent:#65d49e;--accent-hover:#76e5ad;--on-accent:#011c11;--accent-text:#74dda8;--blaze:#ff8a35;
--lift:0 2px 6px #0008,0 16px 40px #000b;--scrim:#000a;color-scheme:dark}
*,::before,::after{box-sizing:border-box}
h2,p,ul,ol{margin:0;padding:0}
h2{font-size:1.103em;line-height:1.3;font-weight:650;letter-spacing:-.005em;text-wrap:balance}
p,li{color:var(--text-2)}
strong{font-weight:650;color:var(--text)}
code{font:.92em ui-monospace,"SF Mono",Menlo,Consolas,monospace;padding:.1em .3em;border-radius:2px;color:var(--text);
background:color-mix(in srgb,var(--text) 9%,transparent)}
h2,p,li,code{overflow-wrap:anywhere;user-select:text;-webkit-user-select:text}
ul,ol{padding-inline-start:1.3em;display:grid;gap:.25em}
li::marker{color:var(--quiet)}
img{display:block;max-width:100%;height:auto;border-radius:var(--r)}
a{color:var(--accent-text);text-decoration:underline;text-underline-offset:.16em;text-decoration-thickness:1px;cursor:pointer}
a:hover{text-decoration-thickness:2px}
button{font:inherit;font-weight:550;line-height:1.2;min-height:2.25em;padding:.4em .95em;margin:0;border:1px solid transparent;
border-radius:var(--r);cursor:pointer;-webkit-tap-highlight-color:transparent}
.primary{background:var(--accent);border-color:var(--edge,transparent);color:var(--on-accent)}
.primary:hover{background:var(--accent-hover)}
.quiet{background:none;color:var(--text)}
.quiet:hover{box-shadow:inset 0 0 0 9em color-mix(in srgb,var(--text) 8%,transparent)}
:focus-visible{outline:2px solid var(--accent-text);outline-offset:2px}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (pointer:coarse){button{min-height:44px}}
@media (prefers-contrast:more){.surface{--text-2:var(--text);--line:var(--quiet)}}
@media (forced-colors:active){.dots i,h2::before,progress,.scale label:has(:checked),.stars label,[aria-pressed=true]{forced-color-adjust:none;
--accent:Highlight;--accent-text:Highlight;--on-accent:HighlightText;--blaze:Highlight;--quiet:CanvasText;--text:CanvasText}
.spot,.spot-button:not(:focus-visible){outline:1px solid}}
@media (prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}
`

/** A style sheet of its own per guide; `adoptedStyleSheets` needs no leave from a Content Security Policy. */
export const createSheet = (...ofKind: readonly string[]): CSSStyleSheet => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync([shared, cardStyles, ...ofKind].join(''))
  return sheet
}

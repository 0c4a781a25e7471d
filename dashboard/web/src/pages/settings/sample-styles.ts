/** A guide's card, as far as an example needs it: the parts have the names and the look that they have in guides. */
export const sampleStyles = `
:host{all:initial;display:block}
.surface{--ground:#fff;--line:#dde3df;--text:#16211d;--text-2:#47534e;--quiet:#7f8984;--accent:#176145;--accent-hover:#0b5037;
--on-accent:#fff;--accent-text:#0c5a3e;--blaze:#eb6511;--radius:10px;--lift:0 2px 6px #16211d1a,0 16px 40px #16211d29;
--font:"Hanken Grotesk",ui-sans-serif,system-ui,sans-serif;font:450 14.5px/1.45 var(--font);color:var(--text)}
.surface[data-mode=dark]{--ground:#1a231f;--line:#35413b;--text:#eaeeeb;--text-2:#aeb7b2;--quiet:#8e9893;
--accent:#65d49e;--on-accent:#011c11;--accent-text:#74dda8;--blaze:#ff8a35;--lift:0 2px 6px #0008,0 16px 40px #000b}
*,::before{box-sizing:border-box}
.card{position:relative;background:var(--ground);border:1px solid var(--line);border-radius:var(--radius);box-shadow:var(--lift);overflow:hidden}
.body{display:grid;gap:.55em;padding:1.05em 1.15em}
:where(.body)>:first-child{padding-inline-end:1.9em}
h2,p{margin:0}
h2{display:flex;gap:.55em;font-size:1.103em;line-height:1.3;font-weight:650}
h2::before{content:"";flex:none;width:5px;height:14px;border-radius:2px;background:var(--blaze);margin-top:.17em}
p{color:var(--text-2)}
a{color:var(--accent-text);text-decoration:underline}
.foot{display:flex;flex-wrap:wrap;align-items:center;justify-content:flex-end;gap:.5em .4em;padding:0 1.15em 1.05em}
.dots{display:flex;gap:4px;margin-inline-end:auto}
.dots i{width:4px;height:11px;border-radius:2px;background:color-mix(in srgb,var(--text) 20%,transparent)}
.dots .here{background:var(--blaze)}
button{font:inherit;color:var(--text);background:none;margin:0}
.primary,.quiet{font-weight:550;line-height:1.2;min-height:2.25em;padding:.4em .95em;border:1px solid transparent;border-radius:calc(var(--radius)*.6)}
.primary{background:var(--accent);border-color:var(--edge,transparent);color:var(--on-accent)}
`

/** Goes last: nothing is above it, in guides neither. */
export const closeStyles = `
.close{position:absolute;inset-block-start:8px;inset-inline-end:8px;width:29px;height:29px;display:grid;place-items:center;border-radius:50%;
font:400 16px/1 system-ui;color:var(--text);background:var(--ground)}
`

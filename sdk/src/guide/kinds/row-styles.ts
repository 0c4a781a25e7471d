/** What leads somewhere, one below the other: all of a row can be pressed. */
export const rowStyles = `
ul:is(.tasks,.items){list-style:none;padding:0;gap:2px;margin-inline:-.7em}
:is(.tasks,.items)>li{position:relative;padding:.6em .7em;border-radius:var(--r)}
:is(.tasks,.items)>li:has(a,button):hover{background:color-mix(in srgb,var(--text) 6%,transparent)}
.task,.item{display:block;min-height:0;padding:0;border:0;background:none;font-weight:550;line-height:1.35;text-align:start;color:var(--text);text-decoration:none}
:is(a,button):is(.task,.item){width:100%;min-height:24px;padding-inline-end:1.4em}
:is(a,button):is(.task,.item)::before{content:"";position:absolute;inset:0;border-radius:var(--r)}
:is(a,button):is(.task,.item)::after{content:"";position:absolute;inset-block:0;inset-inline-end:1em;margin-block:auto;width:.45em;height:.45em;
border:solid var(--quiet);border-width:2px 2px 0 0;transform:rotate(45deg)}
[dir=rtl] :is(a,button):is(.task,.item)::after{transform:rotate(-135deg)}
:is(.task,.item):focus-visible{outline:none}
:is(.task,.item):focus-visible::before{outline:2px solid var(--accent-text);outline-offset:-2px}
`

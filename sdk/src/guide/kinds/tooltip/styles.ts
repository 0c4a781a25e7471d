export const tooltipStyles = `
.card{left:0;top:0}
.arrow[hidden]{display:none}
.arrow{position:absolute;width:13px;height:13px;background:var(--ground);border:1px solid color-mix(in srgb,var(--text) 26%,var(--ground));transform:rotate(45deg)}
[data-side=top] .arrow{bottom:-7px;border-top-color:transparent;border-left-color:transparent;clip-path:polygon(100% 0,100% 100%,0 100%)}
[data-side=bottom] .arrow{top:-7px;border-bottom-color:transparent;border-right-color:transparent;clip-path:polygon(0 0,100% 0,0 100%)}
[data-side=left] .arrow{right:-7px;border-bottom-color:transparent;border-left-color:transparent;clip-path:polygon(0 0,100% 0,100% 100%)}
[data-side=right] .arrow{left:-7px;border-top-color:transparent;border-right-color:transparent;clip-path:polygon(0 0,100% 100%,0 100%)}
.spot{position:absolute;left:0;top:0;border-radius:8px;box-shadow:0 0 0 2px var(--ground),0 0 0 200vmax var(--scrim)}
`

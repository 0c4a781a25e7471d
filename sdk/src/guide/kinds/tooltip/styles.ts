export const tooltipStyles = `
.card{left:0;top:0}
.arrow[hidden]{display:none}
.arrow{position:absolute;width:11px;height:11px;background:var(--ground);border:1px solid var(--line);transform:rotate(45deg)}
[data-side=top] .arrow{bottom:-6px;border-top-color:transparent;border-left-color:transparent;clip-path:polygon(100% 0,100% 100%,0 100%)}
[data-side=bottom] .arrow{top:-6px;border-bottom-color:transparent;border-right-color:transparent;clip-path:polygon(0 0,100% 0,0 100%)}
[data-side=left] .arrow{right:-6px;border-bottom-color:transparent;border-left-color:transparent;clip-path:polygon(0 0,100% 0,100% 100%)}
[data-side=right] .arrow{left:-6px;border-top-color:transparent;border-right-color:transparent;clip-path:polygon(0 0,100% 100%,0 100%)}
.spot{position:absolute;left:0;top:0;border-radius:8px;box-shadow:0 0 0 2px var(--ground),0 0 0 200vmax var(--scrim)}
`

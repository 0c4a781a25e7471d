export const modalStyles = `
.card{inset:0;margin:auto;width:fit-content;height:fit-content;max-width:min(30em,100% - 16px);max-height:calc(100dvh - 32px)}
.body{gap:.7em;padding:1.5em 1.6em}
.foot{padding:0 1.6em 1.5em}
h2{font-size:1.31em}
h2::before{height:17px}
[data-at^=top]{margin-top:10vh}
[data-at^=bottom]{margin-bottom:10vh}
[data-at$=left]{margin-left:5vw}
[data-at$=right]{margin-right:5vw}
@media (max-width:480px){.card{width:auto}}
`

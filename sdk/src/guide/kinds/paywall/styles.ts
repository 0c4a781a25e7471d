import { modalStyles } from '../modal/styles.ts'

export const paywallStyles = `${modalStyles}
.card{width:36em}
.body{padding-block-start:1.8em}
.body>:first-child{padding-inline-end:0}
.columns>div{padding:.9em 1em;border:1px solid var(--line);border-radius:var(--r)}
`

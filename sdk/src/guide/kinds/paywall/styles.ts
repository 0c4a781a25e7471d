import { modalStyles } from '../modal/styles.ts'

export const paywallStyles = `${modalStyles}
.card{max-width:min(38em,100% - 16px)}
.body{padding-block-start:1.8em}
.body>:first-child{padding-inline-end:0}
`

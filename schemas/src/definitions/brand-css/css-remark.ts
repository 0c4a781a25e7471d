/** What there is to say of a line of a brand's CSS. */
export interface CssRemark {
  /** Counted from 1. */
  readonly line: number
  readonly message: string
}

/** As it is read where there is no column for lines. */
export const sayRemark = ({ line, message }: CssRemark): string => `line ${line}: ${message}`

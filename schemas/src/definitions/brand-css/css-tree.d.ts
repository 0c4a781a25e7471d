declare module 'css-tree/parser' {
  import type { CssNode, ParseOptions } from 'css-tree'

  const parse: (text: string, options?: ParseOptions) => CssNode
  // biome-ignore lint/style/noDefaultExport: it is the package's.
  export default parse
}

declare module 'css-tree/tokenizer' {
  export const tokenTypes: { readonly [name: string]: number }
  export const tokenize: (
    text: string,
    onToken: (type: number, start: number, end: number) => void,
  ) => void
}

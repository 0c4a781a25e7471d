/** GET /api/names?env=&of=…&of=… : what people, accounts, users and tokens are called. Those without a name are left out. */
export interface Names {
  readonly names: { readonly [id: string]: string }
}

/** Any value that JSON can carry. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json }

/** An object that JSON can carry: properties of an event, traits of a person. */
export type JsonObject = { readonly [key: string]: Json }

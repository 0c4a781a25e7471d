import type { FromPage, ToPage } from './authoring.ts'
import type { FromDebugged, ToDebugged } from './debugging.ts'

/** What a page says over a line that was begun by a code, whatever it is for. */
export type SaidOnLine = FromPage | FromDebugged

/** What a dashboard says over such a line. */
export type SaidToPage = ToPage | ToDebugged

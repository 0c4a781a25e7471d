/**
 * Where values that people chose stand in `say` with characters in them that a chat reads as marks: from, until, in UTF-16 units.
 */
export type SayMarks = readonly (readonly [from: number, until: number])[]

/** Separators, and what Unicode itself calls ignorable: zero-width spaces and joiners, marks of direction, fillers. */
const visible = /[^\p{Cc}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const control = /[\u0000-\u001f\u007f-\u009f]/

/** Whether a text shows anything at all: a name of zero-width spaces does not, and would be a link that nobody can see. */
export const hasVisible = (text: string): boolean => visible.test(text)

/** Whether a text can be a name: it shows something, and holds no control characters, which break what prints it. */
export const isNameable = (text: string): boolean => hasVisible(text) && !control.test(text)

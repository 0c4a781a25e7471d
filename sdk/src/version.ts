/** Of the SDK; the core and its lazy parts compare it before they work together. Equal to `package.json` (tested). */
export const version = '0.1.0'

/** A secret in a listing: enough to tell it from another. `--json` has it whole, for programs. */
export const masked = (secret: string): string => `${secret.slice(0, 7)}…${secret.slice(-4)}`

/**
 * What a file says of where it comes from: `version: { production: 3 }` was exported from production, where version 3 was in force.
 * Each environment counts its own versions.
 */
export interface FileVersion {
  readonly [env: string]: number
}

const isVersion = (value: unknown): value is FileVersion =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((version) => Number.isSafeInteger(version) && version > 0)

/** A document without the version of its file, or why that cannot be read. No definition has such a field itself. */
export const partVersion = (
  document: unknown,
): { readonly value: unknown; readonly version?: FileVersion; readonly fault?: string } => {
  if (typeof document !== 'object' || document === null || !('kind' in document))
    return { value: document }
  const { version, ...value } = document as { readonly version?: unknown }
  if (version === undefined) return { value }
  if (isVersion(version)) return { value, version }
  return {
    value,
    fault:
      'which version of which environment was exported is expected, such as { production: 3 }; without it the file is applied whatever is in force',
  }
}

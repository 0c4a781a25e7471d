import type { ComponentChildren } from 'preact'

const indent = '  '

const pieces = (value: unknown, depth: string): ComponentChildren => {
  if (typeof value === 'string') return <span class="string">{JSON.stringify(value)}</span>
  if (value === null || typeof value !== 'object')
    return <span class="other">{JSON.stringify(value) ?? 'undefined'}</span>
  const list = Array.isArray(value)
  const entries = Object.entries(value)
  if (entries.length === 0) return list ? '[]' : '{}'
  const inner = depth + indent
  return (
    <>
      {list ? '[' : '{'}
      {entries.map(([key, one], at) => (
        <span key={key}>
          {`\n${inner}`}
          {!list && <span class="key">{JSON.stringify(key)}</span>}
          {!list && ': '}
          {pieces(one, inner)}
          {at < entries.length - 1 && ','}
        </span>
      ))}
      {`\n${depth}${list ? ']' : '}'}`}
    </>
  )
}

/** JSON, coloured. */
export const JsonView = ({ value, label }: { readonly value: unknown; readonly label: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
  <section class="json" tabIndex={0} aria-label={label}>
    <pre>{pieces(value, '')}</pre>
  </section>
)

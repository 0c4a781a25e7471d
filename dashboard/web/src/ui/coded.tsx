/** A sentence with names of fields in backticks, as the command line says it: here they look like what one types. */
export const Coded = ({ text }: { readonly text: string }) => (
  <>{text.split('`').map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part))}</>
)

const paths = {
  board: 'M4 5h4v14H4zM10 5h4v9h-4zM16 5h4v6h-4z',
  code: 'M9 7l-5 5 5 5M15 7l5 5-5 5',
  bolt: 'M13 3L5 14h6l-1 7 8-11h-6z',
  team: 'M8 11a3 3 0 100-6 3 3 0 000 6zM2.5 19c.6-3 2.700-4.500 5.500-4.500s4.900 1.500 5.500 4.500M16 11a2.500 2.500 0 100-5M17 14.600c2.300.3 3.900 1.700 4.500 4.400',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  left: 'M14 6l-6 6 6 6',
  right: 'M10 6l6 6-6 6',
  plus: 'M12 5v14M5 12h14',
  out: 'M14 5h5v5M19 5l-8 8M17 14v5H5V7h5',
} as const

export type IconName = keyof typeof paths

/** A drawing beside words; the words are what counts. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
)

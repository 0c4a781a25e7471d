const paths = {
  undo: 'M5 4 2 7l3 3M2 7h7.5a4 4 0 0 1 0 8H7',
  redo: 'm11 4 3 3-3 3m3-3H6.5a4 4 0 0 0 0 8H9',
  up: 'M8 13V3M4 7l4-4 4 4',
  down: 'M8 3v10m-4-4 4 4 4-4',
  away: 'M3 4.5h10M6.5 4.5V3h3v1.5m2.5 0-.6 8.5H4.6L4 4.5M6.8 7v4m2.4-4v4',
  aim: 'M8 1.5v3m0 7v3M1.5 8h3m7 0h3M8 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5',
  side: 'M2 3h12v10H2zM6 3v10',
  fold: 'M3 8h10',
  unfold: 'M3 8h10M8 3v10',
  close: 'M3.5 3.5l9 9m0-9l-9 9',
  add: 'M8 3v10M3 8h10',
} as const

export const Icon = ({ is }: { readonly is: keyof typeof paths }) => (
  <svg
    class="icon"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d={paths[is]} />
  </svg>
)

interface FigureProps {
  readonly label: string
  readonly value: string
  readonly says: string
}

/** One number of a page, in a `<dl class="figures">`. */
export const Figure = ({ label, value, says }: FigureProps) => (
  <div class="figure">
    <dt>{label}</dt>
    <dd class="figure-value">{value}</dd>
    <dd class="small quiet">{says}</dd>
  </div>
)

import { useParam } from './use-param.ts'

interface ChooseProps {
  readonly label: string
  /** Of the page's address. */
  readonly param: string
  readonly options: readonly { readonly id: string; readonly label: string }[]
}

/** One of several, or all; not there while there is nothing to choose. */
export const Choose = ({ label, param, options }: ChooseProps) => {
  const [value, set] = useParam(param)
  if (options.length < 2 && value === '') return null
  return (
    <label class="row-tight value-target">
      <span class="small quiet">{label}</span>
      <select class="input" value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">All</option>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}

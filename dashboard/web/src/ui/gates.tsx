import type { Gate } from '@waymark/schemas'
import { Check, X } from 'lucide-preact'
import { sayFound } from '../words/say-transition.ts'

/** Each gate of a decision: what it wants, what it found. */
export const Gates = ({ why }: { readonly why: readonly Gate[] }) => (
  <ul class="gates">
    {why.map((gate) => (
      <li key={gate.gate}>
        {gate.is ? (
          <Check class="icon good" aria-label="Yes" />
        ) : (
          <X class="icon bad" aria-label="No" />
        )}
        <span>
          <b>{gate.gate}</b> <span class="quiet">{sayFound(gate)}</span>
        </span>
      </li>
    ))}
  </ul>
)

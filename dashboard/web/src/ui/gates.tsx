import type { Gate } from '@waymark/schemas/wire/gates'
import { Check, X } from 'lucide-preact'
import { sayFound } from '../words/say-gate.ts'
import type { NameOf } from '../words/say-sender.ts'

interface GatesProps {
  readonly why: readonly Gate[]
  readonly name: NameOf
}

/** Each gate of a decision: what it wants, what it found. */
export const Gates = ({ why, name }: GatesProps) => (
  <ul class="gates">
    {why.map((gate) => (
      <li key={gate.gate}>
        {gate.is ? (
          <Check class="icon good" aria-label="Yes" />
        ) : (
          <X class="icon bad" aria-label="No" />
        )}
        <span>
          <b>{gate.gate}</b> <span class="quiet">{sayFound(gate, name)}</span>
        </span>
      </li>
    ))}
  </ul>
)

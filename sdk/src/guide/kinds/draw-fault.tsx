import type { ComponentChild } from 'preact'
import { faultWords } from './fault-words.ts'
import { type Drawing, textFor } from './kit.ts'

/** Where it is said that the answer above cannot be sent; empty until then. */
export const drawFault = (id: string): ComponentChild => (
  <div class="wrong" id={`wrong-${id}`} role="alert" />
)

export const sayFault = (
  fault: keyof typeof faultWords | false | undefined,
  drawing: Drawing,
): string | undefined => (fault && textFor(faultWords[fault], drawing)) || undefined

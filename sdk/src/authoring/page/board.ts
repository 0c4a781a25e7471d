import { type ComponentChild, render } from 'preact'
import { createLayer, type Layer } from '../../guide/render/layer.ts'
import type { OwnEvents } from './own-events.ts'

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** What an element says it does: handlers are found by number, as our own elements hear events at the window. */
export interface On {
  readonly press: (run: () => void) => { readonly 'data-do': number }
  /** Hears what is entered, letter by letter, or chosen. */
  readonly enter: (run: (value: string) => void) => { readonly 'data-do': number }
  readonly tick: (run: (ticked: boolean) => void) => { readonly 'data-do': number }
}

/** A layer of ours, drawn anew as a whole. */
export interface Board {
  readonly layer: Layer
  readonly root: ShadowRoot
  draw(what: (on: On) => ComponentChild): void
  /** Heard before the controls; true: nothing more is to happen. */
  onKey(handle: (event: KeyboardEvent) => boolean): void
  close(): void
}

const fieldOf = (event: Event): Field | undefined => {
  const [inner] = event.composedPath()
  return inner instanceof Element && inner.matches('input,textarea,select')
    ? (inner as Field)
    : undefined
}

export const createBoard = (sheet: CSSStyleSheet, events: OwnEvents): Board => {
  const layer = createLayer(sheet)
  const root = layer.surface.getRootNode() as ShadowRoot
  let runs: ((event: Event) => void)[] = []
  let key: (event: KeyboardEvent) => boolean = () => false
  const add = (run: (event: Event) => void): { readonly 'data-do': number } => ({
    'data-do': runs.push(run) - 1,
  })
  const on: On = {
    press: (run) => add((event) => event.type === 'click' && run()),
    enter: (run) => add((event) => event.type !== 'click' && run(fieldOf(event)?.value ?? '')),
    tick: (run) =>
      add((event) => event.type !== 'click' && run((fieldOf(event) as HTMLInputElement).checked)),
  }
  const handle = (event: Event): void => {
    if (event instanceof KeyboardEvent && event.type === 'keydown' && key(event)) {
      event.preventDefault()
      return
    }
    // Not `change`, which stays in the shadow root.
    if (event.type !== 'click' && event.type !== 'input') return
    const doing = event
      .composedPath()
      .find((each) => each instanceof Element && each.hasAttribute('data-do'))
    if (doing instanceof HTMLElement || doing instanceof SVGElement) {
      runs[Number(doing.dataset.do)]?.(event)
    }
  }
  const unhear = events.in(layer.host, handle)
  return {
    layer,
    root,
    draw: (what) => {
      runs = []
      render(what(on), layer.surface)
    },
    onKey: (next) => {
      key = next
    },
    close: () => {
      unhear()
      render(null, layer.surface)
      layer.close()
    },
  }
}

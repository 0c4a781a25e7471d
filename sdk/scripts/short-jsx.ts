import { type ComponentType, createElement, Fragment } from 'preact'

export { Fragment }

/** A third of the size of Preact's own, which also escapes texts for servers. */
export const jsx = (type: ComponentType | string, props: object, key?: string | number) =>
  createElement(type as ComponentType, key === undefined ? props : { ...props, key })

export { jsx as jsxs }

import type { Plugin } from 'rollup'

interface Cut {
  readonly what: string
  readonly from: RegExp
  readonly to: string
}

/** Guides hear clicks at the window, style by sheets, never make elements of text, take over no markup and wait for nothing. */
const cuts: readonly Cut[] = [
  {
    what: 'styles and handlers of elements',
    from: /if\("style"==(\w)\)if\("string"==.*?\belse\{if\("http:\/\/www\.w3\.org\/2000\/svg"==/s,
    to: '{if("http://www.w3.org/2000/svg"==',
  },
  { what: 'markup before', from: /"dangerouslySetInnerHTML"==\w\?\w=\w:/, to: '' },
  { what: 'markup', from: /"dangerouslySetInnerHTML"==\w\?\w=\w:/, to: '' },
  {
    what: 'markup in elements',
    from: /\w\?\(\w\|\|\w&&\(\w\.__html==.*?\.__k=\[\]\):\(\w&&\(\w\.textContent=""\),/s,
    to: '(',
  },
  {
    what: 'waiting while taking over',
    from: /catch\((\w)\)\{if\((\w\.length=\w,\w\.__v=null),\w\|\|\w\)if\(\1&&\1\.then\).*?\belse (\w\.__e=\w\.__e;)/s,
    to: 'catch($1){$2,$3',
  },
  {
    what: 'going on after waiting',
    from: /128&\w\.__u&&\(\w=32&.*?\|\|\w\),/s,
    to: '',
  },
]

/** Preact without what guides never do. A release of it that is written otherwise stops the build. */
export const leanPreact: Plugin = {
  name: 'lean-preact',
  transform: (code, id) => {
    if (!/\/preact\/dist\/preact\.mjs$/.test(id)) return null
    return cuts.reduce((text, { what, from, to }) => {
      if (!from.test(text)) throw new Error(`Preact has changed: no ${what} to cut`)
      return text.replace(from, to)
    }, code)
  },
}

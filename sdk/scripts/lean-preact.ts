import type { Plugin } from 'rollup'

interface Cut {
  readonly what: string
  readonly from: RegExp
  readonly to: string
}

/**
 * Guides hear clicks at the window, style by sheets, never make elements of text, take over no markup, wait for nothing, and are drawn
 * anew as a whole: their components are functions without state.
 */
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
  {
    what: 'state of components',
    from: /try\{if\(\w=(\w)\.props,\w=\(\w=(\w)\.prototype\)&&\w\.render.*?,(\w)=(\w)&&\4\.type===/s,
    to: 'try{$4=$2($1.props),$3=$4&&$4.type===',
  },
  {
    what: 'components drawn elsewhere',
    from: /\w\.__P&&\(\w=\w,\w=\(\w=\w\.__P\)\.namespaceURI.*?(\w=\w\(\w,\w\(\w\)\?.*?\)),\w\.__P&&\(\w\.__e=null,\w=\w\),/s,
    to: '$1,',
  },
  {
    what: 'what components do once they are drawn',
    from: /,(\w)\.__h\.length&&\w\.push\(\1\),1&\1\.__g&&\(\1\.__g&=-4\)/,
    to: '',
  },
  {
    what: 'components that are told of it',
    from: /;\w\.__c&&\w\.__c\(\w,\w\),\w\.some\(function\((\w)\)\{try\{\w=\1\.__h.*?__e\(\w,\1\.__v\)\}\}\)/s,
    to: '',
  },
  {
    what: 'components that are told of their end',
    from: /,(\w)=(\w)\.__c\)\{if\(\1\.componentWillUnmount.*?\}if\(\1=\2\.__k\)/s,
    to: ',$1=$2.__k)',
  },
  {
    what: 'the end of waiting',
    from: /!\w&&\((\w)=\w\.__c\)&&\(\1=\1\.__z\).*?,(?=\w\|\|\w\(\w\.__e\))/s,
    to: '',
  },
  {
    what: 'components that catch',
    from: /\{__e:function\((\w),\w,\w,\w\)\{for\(.*?throw \w=0,\1\}/s,
    to: '{__e:function($1){throw $1}',
  },
]

/** Preact's code without what guides never do. A release of it that is written otherwise stops the build. */
export const leanOf = (preact: string): string =>
  cuts.reduce((text, { what, from, to }) => {
    if (!from.test(text)) throw new Error(`Preact has changed: no ${what} to cut`)
    return text.replace(from, to)
  }, preact)

export const leanPreact: Plugin = {
  name: 'lean-preact',
  transform: (code, id) => (/\/preact\/dist\/preact\.mjs$/.test(id) ? leanOf(code) : null),
}

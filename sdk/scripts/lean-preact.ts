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

/**
 * Word by word, on what is left: guides take over no elements that are there already, refer to none, draw nothing elsewhere, have no
 * comments, formulas or tables, and nobody hears of what is drawn.
 */
const wordCuts: readonly (readonly [from: string, to: string])[] = [
  // Who hears of it.
  ['return!o&&n.vnode&&n.vnode(e),e}', 'return e}'],
  ['(s=n.__b)&&s(r);n:if(', 'if('],
  ['return(s=n.diffed)&&s(r),l}', 'return l}'],
  ['if(n.unmount&&n.unmount(t),!(i=t.ref)||i.current&&i.current!=t.__e||G(i,null,r,t),', 'if('],
  // References.
  [
    'i,f,o={},e=arguments.length;for(f in t)"key"==f?u=t[f]:"ref"==f&&"function"!=typeof n?i=t[f]:o[f]=t[f];return e>2&&(o.children=e>3?d.call(arguments,2):r),m(n,o,u,i,null)',
    'f,o={};for(f in t)"key"==f?u=t[f]:o[f]=t[f];return m(n,o,u)',
  ],
  ['function m(r,u,i,f,o){', 'function m(r,u,i,o){'],
  [',ref:f,__k:', ',__k:'],
  ['o=k[f]=m(o.type,o.props,o.key,o.ref,o.__v)', 'o=k[f]=m(o.type,o.props,o.key,o.__v)'],
  ['(h.ref!=v.ref||8&h.__u)&&(h.ref&&G(h.ref,null,v,h),v.ref&&a.push(v.ref,v.__c||w,v)),', ''],
  // What is drawn elsewhere.
  ['"function"!=typeof n.type||n.props.__P?null:S(n)', '"function"!=typeof n.type?null:S(n)'],
  ['if(n.props.__P)return t;', ''],
  ['"function"!=typeof t.type||u&&!t.props.__P', '"function"!=typeof t.type||u'],
  // Comments.
  [
    'for(t&&!t.parentNode&&(t=S(n))&&!t.parentNode&&(t=null),o=n.__e,e=t;e&&8==e.nodeType;)e=e.nextSibling;for(o!=e&&',
    'return t&&!t.parentNode&&(t=S(n))&&!t.parentNode&&(t=null),o=n.__e,o!=t&&',
  ],
  [
    ',t=o;(t=t&&t.nextSibling)&&8==t.nodeType&&!t.data.startsWith("$s"););return t}',
    ',o.nextSibling}',
  ],
  // Attributes.
  [
    '"http://www.w3.org/2000/svg"==i)t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(',
    '"http://www.w3.org/2000/svg"!=i&&',
  ],
  ['"list"!=t&&"form"!=t&&', ''],
  ['"download"!=t&&"rowSpan"!=t&&"colSpan"!=t&&', ''],
  // Elements that are there already, and formulas.
  [':"math"==C?f="http://www.w3.org/1998/Math/MathML"', ''],
  [
    ',o)for(s=0;s<o.length;s++)if((k=o[s])&&(C?k.localName==C:3==k.nodeType)){t=k,o[s]=null;break}if(!t){if(M=a.ownerDocument||document,!C)return M.createTextNode(x);t=M.createElementNS(f,C,x.is?x:a),l&&(n.__m&&n.__m(r,o),l=!1),o=null}if(C){if(a="template"==C&&t.content||t,o="textarea"==C&&null!=x.defaultValue?null:o&&d.call(a.childNodes),!l&&o)for($={},s=0;s<t.attributes.length;s++)$[(k=t.attributes[s]).name]=k.value;for(',
    ',!t){if(!C)return document.createTextNode(x);t=document.createElementNS(f,C)}if(C){for(',
  ],
  ['l&&"function"!=typeof k||$[s]===k||', '$[s]===k||'],
  [
    '(("foreignObject"==C||"http://www.w3.org/1998/Math/MathML"==f&&v.test(C))&&(f="http://www.w3.org/1999/xhtml"),I(a,w(_)?_:[_],r,u,i,f,o,e,o?o[0]:u.__k&&S(u,0),l,c),o&&o.some(g)),l&&"textarea"!=C||(',
    'I(t,w(_)?_:[_],r,u,f,u.__k&&S(u,0)),(',
  ],
  ['$===x||l&&t.data==x||', '$===x||'],
  ['e.length=v,r.__v=null', 'r.__v=null'],
  ['{v=e.length;try{', '{try{'],
  [',p&&p.some(g)}', '}'],
  // What is handed on for their sake.
  ['function F(t,r,u,i,f,o,e,l,c,a){', 'function F(t,r,u,f){'],
  ['F(u.__e,r,u,i,f,o,e,c,a,t)', 'F(u.__e,r,u,f)'],
  ['function z(t,r,u,i,f,o,e,l,c,a){', 'function z(t,r,u,f,l){var c,o,i;'],
  ['I(t,w(A)?A:[A],r,u,i,f,o,e,l,c,a)', 'I(t,w(A)?A:[A],r,u,f,l)'],
  ['function I(n,t,r,u,i,f,o,e,l,c,a){', 'function I(n,t,r,u,f,l){'],
  ['z(n,v,h,i,f,o,e,l,c,a)', 'z(n,v,h,f,l)'],
  [
    '{var u,i,f,o;n.__&&n.__(t,r),9==r.nodeType&&(r=r.documentElement),i=(u=t&&32&t.__u)?null:r.__k,',
    '{var i=r.__k;',
  ],
  [
    'f=[],o=[],z(r,r.__k,i||p,p,r.namespaceURI,i?null:r.firstChild?d.call(r.childNodes):null,f,i?i.__e:r.firstChild,u,o),E(f,r.__k,o),',
    'z(r,r.__k,i||p,r.namespaceURI,i&&i.__e),',
  ],
]

/** Preact's code without what guides never do. A release of it that is written otherwise stops the build. */
export const leanOf = (preact: string): string =>
  wordCuts.reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`Preact has changed: no ${from} to cut`)
      return text.replace(from, () => to)
    },
    cuts.reduce((text, { what, from, to }) => {
      if (!from.test(text)) throw new Error(`Preact has changed: no ${what} to cut`)
      return text.replace(from, to)
    }, preact),
  )

export const leanPreact: Plugin = {
  name: 'lean-preact',
  transform: (code, id) => (/\/preact\/dist\/preact\.mjs$/.test(id) ? leanOf(code) : null),
}

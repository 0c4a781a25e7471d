// Written by scripts/build.ts from snippet.ts.
/** The inline half of the snippet. */
export const stub =
  '(()=>{"use strict";const s=window;if(!s.waymark){const e={q:[],guides:{}},i=s=>(...i)=>new Promise(o=>{e.q.push([s,i,o])});for(const s of["track","page","identify","group","reset","alias","consent","on","off","stop"])e[s]=i(s);for(const s of["guides.show","guides.decide","guides.register"])e.guides[s.slice(7)]=i(s);e.guides.list=()=>[],s.waymark=e}})();'

/** For `script-src` of a Content Security Policy, within single quotes. */
export const stubHash = 'sha256-bKER/38yaZqwDIqw5qaIAESWSMi3Dg8lBKz4d83UWKc='

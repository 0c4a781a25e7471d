// Written by scripts/build.ts from snippet.ts.
/** The inline half of the snippet. */
export const stub =
  '(function(){"use strict";const i=window;if(!i.waymark){const e={q:[],guides:{}},o=s=>(...n)=>new Promise(t=>{e.q.push([s,n,t])});for(const s of["track","page","identify","group","reset","alias","consent","on","off","stop"])e[s]=o(s);for(const s of["guides.show","guides.decide","guides.register"])e.guides[s.slice(7)]=o(s);e.guides.list=()=>[],i.waymark=e}})();'

/** For `script-src` of a Content Security Policy, within single quotes. */
export const stubHash = 'sha256-s4SwMjZJz1qMXtttMSsqZmgEZ6b6LMSD1yv5YtqekoE='

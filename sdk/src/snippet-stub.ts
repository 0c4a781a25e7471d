// Written by scripts/build.ts from snippet.ts.
/** The inline half of the snippet. */
export const stub =
  '(function(){"use strict";const e=window;if(!e.waymark){const o={q:[],guides:{}},i=s=>(...n)=>new Promise(t=>{o.q.push([s,n,t])});for(const s of["track","page","identify","group","reset","alias","consent","on","off","stop"])o[s]=i(s);for(const s of["show","decide","register"])o.guides[s]=i(`guides.${s}`);o.guides.list=()=>[],e.waymark=o}})();'

/** For `script-src` of a Content Security Policy, within single quotes. */
export const stubHash = 'sha256-KXQRpt9gPO7IeaDEEiHHvS785W4uBWjXtrrb2dPOKVU='

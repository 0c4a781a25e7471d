export { newPage, type PageOptions, startBrowser } from './browser.ts'
export { type Chromium, findChromium } from './chromium.ts'

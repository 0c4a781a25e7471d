import { render } from 'preact'
import { App } from './app/app.tsx'
import { startClock } from './words/now.ts'

const root = document.getElementById('app')
if (!root) throw new Error('index.html has no #app')
startClock()
render(<App />, root)

export { type CorpusResult, type Judged, runCorpus } from './corpus/run-corpus.ts'
export { heldOut } from './pages/libraries.ts'

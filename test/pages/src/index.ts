export { type CorpusResult, type Judged, runCorpus } from './corpus/run-corpus.ts'

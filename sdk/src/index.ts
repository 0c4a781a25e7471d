export type {
  GuideChunk,
  GuideEngine,
  GuideErrorKind,
  GuideEventDetail,
  GuideEventName,
  GuideHost,
  ListedGuide,
  Unlisten,
} from './guide-contract.ts'

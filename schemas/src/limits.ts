/**
 * What the wire accepts. Every limit is checked at the boundary where the value enters, and named in the error.
 * Sizes are bytes, durations milliseconds.
 */
export const limits = {
  eventBytes: 32 * 1024,
  requestBytes: 500 * 1024,
  /** Of a request that came compressed. Alike events compress a hundred to one, so that no ratio tells them from a bomb. */
  inflatedBytes: 4 * 1024 * 1024,
  eventsPerRequest: 1000,
  nameLength: 200,
  idLength: 255,
  jsonDepth: 16,
  /** Of a request to the dashboard's API: all documents of one apply together. */
  apiBytes: 1024 * 1024,
  /** Of a guide that is being written, as JSON. */
  draftBytes: 200_000,
  /** Characters of the CSS of a brand: every guide carries it. */
  brandCssLength: 4096,
  /** Of an image that guides show. */
  assetBytes: 512 * 1024,
  /** Of all of them together: every ingest holds them in memory. */
  assetsBytes: 64 * 1024 * 1024,
  /** Older than this is folded but sends nothing. */
  lateMs: 72 * 3_600_000,
  /** How long a message id is remembered, in the stream and in SQL alike. */
  duplicateWindowMs: 7 * 86_400_000,
  /** How long ClickHouse keeps what the server decided to show, and held back, and why. */
  heldBackMs: 30 * 86_400_000,
  ruleDepth: 8,
  ruleLeaves: 64,
  /** Largest n of a rolling count; more needs calendar days. */
  rollingCount: 100,
  /** Calendar days (weeks, months) that a count looks back at most. */
  unitsKept: 100,
  /** Events of its steps that a `sequence` sees: the newest. */
  sequenceEvents: 64,
  /** Keys of one flow that a subject's state keeps: those whose event came last. */
  flowKeys: 50,
  /** A grant that `rendered` does not confirm in this time lapses. */
  leaseMs: 60_000,
  /** A guide that was painted and of whose end nothing was heard is taken to be on screen for this time. */
  onScreenMs: 600_000,
  /** A claim that is not granted in this time is answered with "not shown". */
  claimWaitMs: 500,
  ticketMs: 15 * 60_000,
  streamsPerSubject: 5,
  /** While an identity merge is outstanding, decisions for the person wait at most this long. */
  mergeWaitMs: 5_000,
  /** Live records of one person that are folded of a second: the rest is stored, and counts for no rule. */
  personRecordsPerSecond: 100,
  /** Records about one account after each of which its rules are looked at: after more of a second, once for all of them. */
  accountRecordsPerSecond: 2000,
  /** Members that an account's state carries by name. */
  membersKept: 1000,
  /** Of a member that it carries: id, name, e-mail and role, as JSON. Longer texts are cut; whose id alone is longer is counted only. */
  memberBytes: 512,
  aliasesKept: 50,
  /** Answers of one guide that a person's state keeps: the newest to each of so many questions. */
  answersKept: 50,
  /** Of an answer and the name of its question, as JSON. Longer texts are cut, and of longer lists the beginning is kept. */
  answerBytes: 1024,
  /** Accounts that a person's state remembers to have acted for; the longest silent ones are forgotten first. */
  accountsKept: 500,
  traitsKept: 200,
  /** A trait whose value is larger as JSON is not kept; the event that said it is. */
  traitBytes: 1024,
  /** Names and values of one subject's traits together. */
  traitsBytes: 32 * 1024,
} as const

/** `reached Code installed` → `Reached Code installed`. */
export const asSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** `a`, a number, or letters of which no large one follows a small one: what may stand in a sentence. */
const isWord = (part: string): boolean =>
  /^(?:a|\d+|[\p{L}\p{M}]{2,})$/u.test(part) && !/\p{Ll}\p{Lu}/u.test(part)

/**
 * `code-installed` → `Code installed`: what to call a definition whose name is not at hand. An id that is no words, such as
 * `k-feed`, stays as it is written.
 */
export const fromId = (id: string): string => {
  const parts = id.split(/[-_ ]+/).filter((part) => part !== '')
  return parts.length > 0 && parts.every(isWord) ? asSentence(parts.join(' ')) : id
}

/**
 * What a definition is called. A PQL without a name goes by its id, as it does in the alerts that leave: what people read there
 * they look for here.
 */
export const definitionName = (kind: string, id: string, name: string | undefined): string =>
  name ?? (kind === 'pql' ? id : fromId(id))

/**
 * What a flow sends goes by `flow/FLOW`, a step of it by `flow/FLOW/STEP`, on every channel: without a name of the flow it is
 * called just that here, too.
 */
export const senderName = (id: string, flowName: (flow: string) => string | undefined): string => {
  const [kind, flow, step] = id.split('/')
  if (kind !== 'flow' || flow === undefined) return fromId(id)
  const name = flowName(flow)
  if (name === undefined) return id
  return step === undefined ? name : `${name}: ${step}`
}

/** A definition as far as its name goes. */
export interface Called {
  readonly kind: string
  readonly id: string
  readonly name?: string | undefined
}

/** Which definition an id means: the messages of an engagement go by its own id, with the variant and the place in its list behind a dot. */
export const meantBy = (kind: string, id: string): Pick<Called, 'kind' | 'id'> => {
  if (kind !== 'engagement') return { kind, id }
  const [sender, flow] = id.split('/')
  return sender === 'flow' && flow !== undefined
    ? { kind: 'flow', id: flow }
    : { kind, id: id.replace(/\..*$/, '') }
}

/** What the definitions of a list are called, by kind and id. */
export const namesAmong = (list: readonly Called[]): ((kind: string, id: string) => string) => {
  const given = (kind: string, id: string): string | undefined =>
    list.find((one) => one.kind === kind && one.id === id)?.name
  return (kind, id) => {
    if (kind !== 'engagement') return definitionName(kind, id, given(kind, id))
    return given(kind, meantBy(kind, id).id) ?? senderName(id, (flow) => given('flow', flow))
  }
}

const kindNames: Readonly<Record<string, string>> = { pql: 'PQL', email: 'E-mail' }

/** One definition of a kind: `Guide`, `PQL`. */
export const kindName = (kind: string): string => kindNames[kind] ?? fromId(kind)

const lifecycleNames: Readonly<Record<string, string>> = { pql: 'PQL' }

/** `trial` → `Trial`, `pql` → `PQL`. */
export const lifecycleName = (state: string): string => lifecycleNames[state] ?? fromId(state)

/** The states in the order in which people go through them. */
export const lifecycleOrder = [
  'visitor',
  'trial',
  'pql',
  'customer',
  'active',
  'renewed',
  'churned',
] as const satisfies typeof import('@waymark/schemas').lifecycleStates

const scorePartNames: Readonly<Record<string, string>> = {
  days: 'Days active',
  time: 'Time in the product',
  breadth: 'Core use cases',
  depth: 'Depth of use',
  guides: 'Response to guides',
  trend: 'Trend',
}

/** `days` → `Days active`. */
export const scorePartName = (part: string): string => scorePartNames[part] ?? fromId(part)

const outcomeNames = { won: 'Won', lost: 'Lost', not_now: 'Not now', bad_lead: 'Bad lead' } as const

const taskOutcomeNames = {
  solved: 'Helped',
  no_answer: 'No answer',
  not_needed: 'Not needed',
} as const

export const taskOutcomeName = (outcome: keyof typeof taskOutcomeNames): string =>
  taskOutcomeNames[outcome]

export const outcomeName = (outcome: keyof typeof outcomeNames): string => outcomeNames[outcome]

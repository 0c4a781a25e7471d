import { existsSync, readdirSync, readFileSync } from 'node:fs'
import {
  type Definition,
  definitionKinds,
  parseDefinition,
  ruleNames,
  ruleSchema,
} from '@waymark/schemas'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { gateKeepers } from '../fold/engagements/gates.ts'
import { compileProgram } from './compile-program.ts'

interface Block {
  /** What the fence says after `yaml`. */
  readonly about: string
  readonly text: string
}

const blocksOf = (page: string): readonly Block[] => {
  const text = readFileSync(new URL(`../../../docs/${page}`, import.meta.url), 'utf8')
  return Array.from(
    text.matchAll(/```yaml([^\n]*)\n([\s\S]*?)```/g),
    ([, about = '', body = '']) => ({
      about: about.trim(),
      text: body,
    }),
  )
}

const documentsOf = ({ text }: Block): readonly unknown[] =>
  parseAllDocuments(text).map((document) => {
    if ('errors' in document && document.errors.length > 0) throw document.errors[0]
    return document.toJS()
  })

const parsed = (document: unknown): Definition => {
  const found = parseDefinition(document)
  if (!found.ok) throw new Error(JSON.stringify(found.problems))
  return found.definition
}

const pages = readdirSync(new URL('../../../docs/definitions/', import.meta.url))
const definitions = pages
  .flatMap((page) => blocksOf(`definitions/${page}`))
  .flatMap(documentsOf)
  .map(parsed)

const compile = (more: readonly Definition[] = []) =>
  compileProgram(
    'docs',
    1,
    [...definitions, ...more].map((definition) => ({ version: 1, definition })),
  )

test('docs/definitions shows every kind of definition, and all of them work together', () => {
  expect(new Set(definitions.map((d) => d.kind))).toEqual(new Set(definitionKinds))
  const program = compile()
  expect(program.engagements.map((e) => e.id)).toEqual([
    'remind-to-install',
    'remind-to-install.1',
    'ask-for-help.by-human',
    'ask-for-help.by-human.1',
    'ask-for-help.by-mail',
    'flow/onboarding/tip',
    'help-with-import',
  ])
  expect(program.account.steps.length).toBeGreaterThan(3)
})

test('docs/definitions has a page for every kind, and its index names each', () => {
  const index = readFileSync(
    new URL('../../../docs/definitions/README.md', import.meta.url),
    'utf8',
  )
  for (const kind of definitionKinds) expect(index).toContain(`| [${kind}](${kind}.md) |`)
})

test('every link of docs/definitions leads to a page and a heading that are there', () => {
  const folder = new URL('../../../docs/definitions/', import.meta.url)
  const anchorOf = (heading: string): string =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-')
  for (const page of pages) {
    const text = readFileSync(new URL(page, folder), 'utf8')
    for (const [, to = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(to)) continue
      const target = new URL(to, new URL(page, folder))
      expect([page, to, existsSync(target)]).toEqual([page, to, true])
      const anchor = target.hash.slice(1)
      const headings = Array.from(
        anchor === '' ? [] : readFileSync(target, 'utf8').matchAll(/^#+ (.*)$/gm),
        ([, heading = '']) => anchorOf(heading),
      )
      if (anchor !== '')
        expect([page, to, headings]).toEqual([page, to, expect.arrayContaining([anchor])])
    }
  }
})

test('docs/definitions shows every kind of guide, and a kind that is refused is answered with these', () => {
  const shown = new Set(definitions.flatMap((d) => (d.kind === 'guide' ? [d.type] : [])))
  const refused = parseDefinition({ kind: 'guide', id: 'g', type: 'popup', steps: [] })
  const message = refused.ok ? '' : (refused.problems[0]?.message ?? '')
  const named = /^one of (.*)$/.exec(message)?.[1]?.split(', ') ?? []
  expect(named.length).toBeGreaterThan(5)
  expect(shown).toEqual(new Set(named))
})

test('docs/definitions lists the gates in the order in which they are asked, and what each does when it is shut', () => {
  const page = readFileSync(
    new URL('../../../docs/definitions/engagement.md', import.meta.url),
    'utf8',
  )
  const lines = page.slice(page.indexOf('| gate | shut |')).split('\n')
  const rows = lines
    .slice(2, lines.indexOf(''))
    .map((line) => line.split('|').map((cell) => cell.trim()))
  expect(rows.map(([, gate, , sent]) => [gate, sent])).toEqual(
    gateKeepers.map(({ gate, whenShut }) => [`\`${gate}\``, whenShut]),
  )
})

const rules = blocksOf('rules.md')

const checkRule = ({ about, text }: Block): string => {
  const [document] = documentsOf({ about, text })
  const rule = ruleSchema.safeParse(document)
  if (!rule.success) return rule.error.issues.map((issue) => issue.message).join('; ')
  const level = about.startsWith('account') ? 'account' : 'person'
  const id = 'shown-in-the-docs'
  const segment = { kind: 'segment', id, level, rule: document }
  const send = [{ email: 'one-line-to-go' }]
  const engagement = { kind: 'engagement', id, audience: document, send }
  const enter = { did: { event: 'Cart Filled' } }
  const flow = { kind: 'flow', id, key: 'cart_id', enter, goal: document, steps: [{ end: true }] }
  try {
    const kinds = { engagement, flow, account: segment, person: segment }
    const kind = (['engagement', 'flow'] as const).find((name) => about.startsWith(name))
    compile([parsed(kinds[kind ?? level])])
    return 'works'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

test('docs/rules.md shows rules that work, and is right about those that are refused', () => {
  expect(rules.length).toBeGreaterThan(12)
  for (const block of rules) {
    const [, refusal] = block.about.split('refused: ')
    if (refusal === undefined) expect([block.text, checkRule(block)]).toEqual([block.text, 'works'])
    else
      expect([block.text, checkRule(block)]).toEqual([block.text, expect.stringContaining(refusal)])
  }
})

test('docs/rules.md names every kind of rule, and shows each that is evaluated', () => {
  const page = readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8')
  const shown = rules.filter((block) => !block.about.includes('refused')).map((block) => block.text)
  for (const name of ruleNames) {
    expect(page).toContain(`\`${name}\``)
    const isShown = shown.some((text) => new RegExp(`(^|[{\\s])${name}:`).test(text))
    expect([name, isShown]).toEqual([name, true])
  }
})

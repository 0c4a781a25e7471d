import type { PersonDetail } from '@waymark/schemas/api/people'
import type { GuideDraft, ToPage } from '@waymark/schemas/wire/authoring'
import { expect, test } from 'vitest'
import { createBeside } from './beside.ts'
import { type Named, namedIn } from './named.ts'

const saying = (text: string, ...milestones: readonly string[]): GuideDraft => ({
  ...{ kind: 'guide', id: 'hello', type: 'checklist', steps: [{ content: [{ text }] }] },
  tasks: milestones.map((milestone) => ({ milestone, label: 'Do it' })),
})

const ada = {
  ...{ id: 'u-ada', known: true, name: 'Ada', account: 'acme' },
  traits: [
    { name: 'first_name', value: 'Ada' },
    { name: 'email', value: 'ada@acme.example' },
    { name: 'role', value: 'admin' },
  ],
  journey: [{ id: 'paid', reached: 5 }],
  messages: [],
} as unknown as PersonDetail

/** Ada, chosen while the guide greets her by her name. */
const previewing = () => {
  let guide = saying('Hello {{first_name | there}}')
  const told: ToPage[] = []
  const asked: (Named | undefined)[] = []
  const beside = createBeside({
    env: 'production',
    request: () => Promise.reject(new Error('nothing is asked for')),
    tell: (said) => told.push(said),
    guide: () => guide,
    onAsked: (now) => asked.push(now),
  })
  beside.previewAs({ person: ada, allowed: namedIn(guide) })
  return {
    beside,
    write: (next: GuideDraft) => {
      guide = next
      beside.guideChanged()
    },
    all: () => JSON.stringify(told),
    asked: () => asked.at(-1),
    person: () => {
      const last = told.at(-1)
      return last?.say === 'person' ? last.person : undefined
    },
  }
}

test('a script of the page read any trait by naming it in the draft: what comes new is told once the author has said so', () => {
  const { beside, write, all, asked, person } = previewing()
  expect(person()?.values).toEqual({ first_name: 'Ada' })
  write(saying('{{first_name}} {{email}} {{role}} {{account.id}} {{phone}}', 'paid', 'invited'))
  expect(all()).not.toMatch(/acme|admin|paid/)
  expect(person()?.values).toEqual({ first_name: 'Ada' })
  expect(asked()).toEqual({ tokens: ['email', 'role', 'account.id'], milestones: ['paid'] })
  beside.answer('shown')
  expect(asked()).toBeUndefined()
  expect(person()).toMatchObject({
    values: { first_name: 'Ada', email: 'ada@acme.example', role: 'admin', 'account.id': 'acme' },
    reached: ['paid'],
  })
})

test('a question stands as it was read, and what was refused is not asked again', () => {
  const { beside, write, all, asked } = previewing()
  write(saying('{{email}}'))
  expect(asked()?.tokens).toEqual(['email'])
  write(saying('{{email}} {{role}}'))
  expect(asked()?.tokens).toEqual(['email'])
  beside.answer('kept')
  expect(asked()?.tokens).toEqual(['role'])
  beside.answer('kept')
  write(saying('{{role}} {{email}}'))
  expect(asked()).toBeUndefined()
  expect(all()).not.toMatch(/acme|admin/)
})

test('what the page wrote after the list was read is not agreed to with it', () => {
  const { beside, write, asked, person } = previewing()
  write(saying('Hello {{first_name}} {{role}}'))
  beside.previewAs({ person: ada, allowed: { tokens: ['first_name'], milestones: [] } })
  expect(person()?.values).toEqual({ first_name: 'Ada' })
  expect(asked()?.tokens).toEqual(['role'])
  beside.previewAs(undefined)
  expect([person(), asked()]).toEqual([undefined, undefined])
})

import { expect, it } from 'vitest'
import { chooseEnvironment } from './environment.ts'

const project = { id: 'default', name: 'Default' }
const two = { project, ids: ['production', 'staging'] }

it('needs no name where there is one environment', () => {
  expect(chooseEnvironment({ project, ids: ['production'] }, {})).toBe('production')
})

it('asks which one where there are several', () => {
  expect(() => chooseEnvironment(two, {})).toThrow('choose one: --env production | staging')
  expect(chooseEnvironment(two, { env: 'staging' })).toBe('staging')
})

it('knows the project by its id and its name', () => {
  expect(chooseEnvironment(two, { env: 'staging', project: 'Default' })).toBe('staging')
  expect(() => chooseEnvironment(two, { env: 'staging', project: 'x' })).toThrow(
    'There is no project "x"',
  )
})

import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { examplesOf } from './commands/options.ts'
import type { Printer } from './print/printer.ts'
import { createProgram, runProgram } from './program.ts'

const createRecorder = () => {
  const out: string[] = []
  const err: string[] = []
  const printer: Printer = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    drained: async () => undefined,
  }
  return { printer, out: () => out.join('\n'), err: () => err.join('\n') }
}

interface Named {
  readonly path: readonly string[]
  readonly command: Command
}

const inside = (command: Command, path: readonly string[] = []): readonly Named[] =>
  command.commands.flatMap((inner) => {
    const own = [...path, inner.name()]
    return [{ path: own, command: inner }, ...inside(inner, own)]
  })

const commands = inside(createProgram(createRecorder().printer)).map(
  ({ path, command }) => [path.join(' '), path, command] as const,
)
const groups = commands.filter(([, , command]) => command.commands.length > 0)

/** Whether an example begins with a command that there is, after variables and what is piped into it. */
const names = (example: string, path: readonly string[]): boolean =>
  `${example} `.includes(`waymark ${path.join(' ')} `)

describe('the help', () => {
  test.each(commands)(
    'of %s says what it does, every option, and an example',
    async (_, path, command) => {
      const { printer, out } = createRecorder()
      expect(await runProgram([...path, '--help'], printer)).toBe(0)
      expect(command.description()).toMatch(/\w/)
      for (const option of command.options) expect(option.description, option.flags).toMatch(/\w/)
      for (const argument of command.registeredArguments)
        expect(argument.description, argument.name()).toMatch(/\w/)
      expect(examplesOf(command).some((example) => names(example, path))).toBe(true)
      for (const example of examplesOf(command)) expect(out()).toContain(`$ ${example}`)
    },
  )
})

test('a command that only names others answers with its help, as one that was called wrongly', async () => {
  expect(groups.map(([name]) => name)).toEqual([
    'rule',
    'asset',
    'cohorts',
    'deadletter',
    'keys',
    'identity',
    'suppressions',
    'token',
    'secret',
  ])
  for (const [name, path] of groups.filter(([each]) => each !== 'keys')) {
    const { printer, out, err } = createRecorder()
    expect(await runProgram(path, printer), name).toBe(2)
    expect(err()).toContain(`Usage: waymark ${name}`)
    expect(out()).toBe('')
  }
  const bare = createRecorder()
  expect(await runProgram([], bare.printer)).toBe(2)
  expect(bare.err()).toContain('Usage: waymark')
})

test('keys with an option and no more was an unknown option: it lists', async () => {
  const { printer, err } = createRecorder()
  expect(await runProgram(['keys', '--json', '--nope'], printer)).toBe(2)
  expect(err()).toMatch(/unknown option '--nope'[\s\S]*\nUsage: waymark keys list \[options\]\n/)
})

const takers = commands.filter(
  ([
    ,
    ,
    {
      registeredArguments: [first],
    },
  ]) => first?.required,
)

test('a command without its argument said what is missing, and not how it is called', async () => {
  expect(takers.map(([name]) => name)).toEqual(
    expect.arrayContaining(['state', 'explain', 'apply', 'rule check']),
  )
  for (const [name, path, command] of takers) {
    const { printer, err } = createRecorder()
    expect(await runProgram(path, printer), name).toBe(2)
    expect(err()).toContain(`missing required argument`)
    expect(err()).toContain(`\nUsage: waymark ${name} [options] <`)
    expect(err()).toContain(`\nFor example: ${examplesOf(command)[0]}`)
    expect(err()).toContain(`\n(waymark ${name} --help says more)`)
  }
})

test('an option that there is not is answered with the call of its command', async () => {
  const { printer, err } = createRecorder()
  expect(await runProgram(['keys', 'list', '--nope'], printer)).toBe(2)
  expect(err()).toMatch(/unknown option '--nope'[\s\S]*\nUsage: waymark keys list \[options\]\n/)
})

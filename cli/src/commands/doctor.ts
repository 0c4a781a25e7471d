import { type Config, ConfigError, readConfig } from '@waymark/runtime'
import type { Command } from 'commander'
import { type Finding, ok, problem, warning } from '../doctor/check.ts'
import { checkEngines } from '../doctor/engines.ts'
import { checkInstance } from '../doctor/instance.ts'
import { checkDirectory, checkDisk, checkNode, checkPort } from '../doctor/machine.ts'
import { checkMail } from '../doctor/mail.ts'
import { dirOf, findInstance, whyNothing } from '../instance/connect.ts'
import { CommandError } from '../print/command-error.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { plain } from '../print/table.ts'
import { instanceCommand, type TargetOptions, withExamples } from './options.ts'

const settings = (): { readonly config?: Config; readonly findings: readonly Finding[] } => {
  try {
    return { config: readConfig(process.env), findings: [ok('settings', 'All are readable.')] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return {
      findings: error.problems.map(({ variable, expected }) =>
        problem('settings', `${variable} is wrong.`, `Set it to ${expected}, or unset it.`),
      ),
    }
  }
}

const lookAtInstance = async (
  target: TargetOptions,
  config: Config | undefined,
): Promise<readonly Finding[]> => {
  try {
    const found = await findInstance(target, process.env, 0)
    if (found.t === 'running') return await checkInstance(found.api, config?.smtpUrl)
    const { says, wayOut } = whyNothing(found)
    const stopped = warning('instance', says, wayOut)
    if (!config) return [stopped]
    const mail = await checkMail({ t: 'shell' }, config.smtpUrl)
    return [stopped, await checkPort(config.port, config.host), mail]
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    return [problem('instance', error.message, 'See the other lines, and the log of the instance.')]
  }
}

const examine = async (target: TargetOptions): Promise<readonly Finding[]> => {
  const { config, findings } = settings()
  const isRemote = target.data === undefined && process.env.WAYMARK_URL
  const dir = dirOf(target, process.env)
  return [
    checkNode(),
    ...findings,
    ...(isRemote ? [] : [await checkDisk(dir), checkDirectory(dir)]),
    ...(config ? await checkEngines(config) : []),
    ...(await lookAtInstance(target, config)),
  ]
}

const words = { ok: 'ok     ', note: 'note   ', warning: 'warning', problem: 'PROBLEM' } as const

const say = ({ about, status, says, wayOut }: Finding): string =>
  plain(`${words[status]}  ${about}: ${says}${wayOut === undefined ? '' : ` ${wayOut}`}`)

/** `waymark doctor` */
export const doctorCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('doctor')
      .description('Look at everything that Waymark needs, and say what is wrong and the way out')
      .action(async (options: TargetOptions) => {
        const findings = await examine(options)
        const problems = findings.filter(({ status }) => status === 'problem').length
        if (options.json) printJson(printer, { ok: problems === 0, findings })
        else for (const finding of findings) printer.out(say(finding))
        if (problems > 0) process.exitCode = 1
      }),
    ['waymark doctor', 'waymark doctor --json | jq .ok'],
  )

import { z } from 'zod'

const list = (example: string) =>
  z
    .string()
    .transform((text) => text.split(',').map((item) => item.trim()))
    .refine((items) => items.every((item) => item !== ''), `a list such as ${example}`)

const flag = z
  .enum(['0', '1', 'true', 'false'], { error: '1 or 0' })
  .transform((text) => text === '1' || text === 'true')

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'a port from 0 to 65535')
  .transform(Number)
  .pipe(z.number().max(65535, 'a port from 0 to 65535'))

const url = (protocol: RegExp, example: string) =>
  z.url({ protocol, error: `a URL such as ${example}` })

const mailAddress = z.string().regex(/^[\s\S]{3,320}$/, 'an address such as waymark@example.com')

const count = z
  .string()
  .regex(/^[1-9]\d{0,3}$/, 'a number of partitions such as 16')
  .transform(Number)

const rangesExpected = 'partitions such as 0-7 or 0,3,8-11'

const ends = (part: string): readonly [first: number, last: number] => {
  const [first = 0, last = first] = part.split('-').map(Number)
  return [first, last]
}

/** `0-7` or `0,3,8-11`: partitions that a processor owns, each once. */
const ranges = z
  .string()
  .regex(/^\d{1,4}(-\d{1,4})?(,\d{1,4}(-\d{1,4})?)*$/, rangesExpected)
  .transform((text) => text.split(',').map(ends))
  .refine((parts) => parts.every(([first, last]) => first <= last), rangesExpected)
  .transform((parts) => [
    ...new Set(
      parts.flatMap(([first, last]) =>
        Array.from({ length: last - first + 1 }, (_, i) => first + i),
      ),
    ),
  ])

/** Every variable that a process of Waymark reads. A new one is a line here. */
const variables = z.object({
  WAYMARK_PORT: port.default(8090),
  WAYMARK_HOST: z.string().min(1).default('0.0.0.0'),
  WAYMARK_DATA: z.string().min(1).default('.waymark'),
  WAYMARK_KAFKA_BROKERS: list('kafka-1:9092,kafka-2:9092').optional(),
  WAYMARK_PARTITIONS: count.optional(),
  WAYMARK_OWNS: ranges.optional(),
  WAYMARK_CLICKHOUSE_URL: url(/^https?$/, 'http://localhost:8123').optional(),
  WAYMARK_SMTP_URL: url(/^smtps?$/, 'smtp://user:password@mail.example.com:587').optional(),
  WAYMARK_MAIL_FROM: mailAddress.optional(),
  WAYMARK_SECRET: z.string().min(32, 'at least 32 characters').optional(),
  WAYMARK_PUBLIC_URL: url(/^https?$/, 'https://in.example.com').optional(),
  WAYMARK_DASHBOARD_URL: url(/^https?$/, 'https://waymark.example.com').optional(),
  WAYMARK_TRUSTED_PROXIES: list('10.0.0.0/8,192.168.1.7').default([]),
  WAYMARK_ALLOW_PRIVATE_WEBHOOKS: flag.default(false),
  WAYMARK_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
      error: 'one of trace, debug, info, warn, error, silent',
    })
    .default('info'),
})

/** The settings of a process. Parsed once, passed down. */
export interface Config {
  readonly port: number
  readonly host: string
  /** Directory of the embedded engines. */
  readonly data: string
  /** Where given, the log is Kafka. */
  readonly kafkaBrokers?: readonly string[]
  /** Partitions of the log; fixed when it is first opened. */
  readonly partitions?: number
  /** Partitions that this process folds, where several processors share them. */
  readonly owns?: readonly number[]
  /** Where given, ClickHouse is this server. */
  readonly clickhouseUrl?: string
  readonly smtpUrl?: string
  readonly mailFrom?: string
  /** Seals what must stay secret and signs tickets. Where absent, the data directory holds one. */
  readonly secret?: string
  /** What browsers reach ingest by, and people the dashboard where they share an address. */
  readonly publicUrl?: string
  /** What people reach the dashboard by; `publicUrl` unless given. */
  readonly dashboardUrl?: string
  /** Addresses or ranges of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[]
  readonly allowPrivateWebhooks: boolean
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** A variable that cannot be used, and what was expected. */
export interface ConfigProblem {
  readonly variable: string
  readonly expected: string
}

/** Thrown at start only: a process with wrong settings must not run. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[]) {
    super(
      `Wrong settings:\n${problems.map((p) => `  ${p.variable}: expected ${p.expected}`).join('\n')}`,
    )
    this.name = 'ConfigError'
    this.problems = problems
  }
}

const optional = <Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [K in Key]?: Value } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]?: Value })

/**
 * Reads the settings of a process from its environment. An empty variable counts as absent.
 * @throws ConfigError that names each wrong variable and what was expected; values are never repeated, they may be secret.
 * @example const config = readConfig(process.env)
 */
export const readConfig = (env: NodeJS.ProcessEnv): Config => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = variables.safeParse(given)
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => ({
      variable: String(issue.path[0]),
      expected: issue.message,
    }))
    throw new ConfigError(wrong)
  }
  const v = parsed.data
  return {
    port: v.WAYMARK_PORT,
    host: v.WAYMARK_HOST,
    data: v.WAYMARK_DATA,
    ...optional('kafkaBrokers', v.WAYMARK_KAFKA_BROKERS),
    ...optional('partitions', v.WAYMARK_PARTITIONS),
    ...optional('owns', v.WAYMARK_OWNS),
    ...optional('clickhouseUrl', v.WAYMARK_CLICKHOUSE_URL),
    ...optional('smtpUrl', v.WAYMARK_SMTP_URL),
    ...optional('mailFrom', v.WAYMARK_MAIL_FROM),
    ...optional('secret', v.WAYMARK_SECRET),
    ...optional('publicUrl', v.WAYMARK_PUBLIC_URL),
    ...optional('dashboardUrl', v.WAYMARK_DASHBOARD_URL ?? v.WAYMARK_PUBLIC_URL),
    trustedProxies: v.WAYMARK_TRUSTED_PROXIES,
    allowPrivateWebhooks: v.WAYMARK_ALLOW_PRIVATE_WEBHOOKS,
    logLevel: v.WAYMARK_LOG_LEVEL,
  }
}

const withoutPassword = (text: string): string => {
  const parsed = new URL(text)
  if (parsed.password) parsed.password = '***'
  return parsed.href
}

/** The settings as they may be logged: no secret, no password. */
export const printConfig = (config: Config): { readonly [name: string]: unknown } => ({
  ...config,
  ...(config.secret === undefined ? {} : { secret: '***' }),
  ...(config.smtpUrl === undefined ? {} : { smtpUrl: withoutPassword(config.smtpUrl) }),
  ...(config.clickhouseUrl === undefined
    ? {}
    : { clickhouseUrl: withoutPassword(config.clickhouseUrl) }),
})

import { expect, test } from 'vitest'
import { ConfigError, printConfig, readConfig } from './config.ts'

test('starts with no setting at all', () => {
  expect(readConfig({})).toMatchObject({ port: 8090, data: '.waymark', logLevel: 'info' })
})

test('names every wrong setting and what was expected, and repeats no value', () => {
  const wrong = { WAYMARK_PORT: '99999', WAYMARK_SECRET: 'hunter2', WAYMARK_LOG_LEVEL: 'loud' }
  try {
    readConfig(wrong)
    expect.unreachable('a wrong setting was accepted')
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    const { message } = error as ConfigError
    expect(message).toContain('WAYMARK_PORT: expected a port from 0 to 65535')
    expect(message).toContain('WAYMARK_SECRET: expected at least 32 characters')
    expect(message).toContain('WAYMARK_LOG_LEVEL: expected one of trace, debug')
    expect(message).not.toContain('hunter2')
  }
})

test('a list with a hole and a sender of one letter were answered in the words of the parser', () => {
  const wrong = {
    WAYMARK_KAFKA_BROKERS: 'a:9092,,b:9092',
    WAYMARK_TRUSTED_PROXIES: ',',
    WAYMARK_MAIL_FROM: 'x',
  }
  expect(() => readConfig(wrong)).toThrow(
    [
      'Wrong settings:',
      '  WAYMARK_KAFKA_BROKERS: expected a list such as kafka-1:9092,kafka-2:9092',
      '  WAYMARK_MAIL_FROM: expected an address such as waymark@example.com',
      '  WAYMARK_TRUSTED_PROXIES: expected a list such as 10.0.0.0/8,192.168.1.7',
    ].join('\n'),
  )
})

test('a range of partitions that runs backwards owned none of them, and one of a thousand millions all memory', () => {
  const expected = 'WAYMARK_OWNS: expected partitions such as 0-7 or 0,3,8-11'
  for (const WAYMARK_OWNS of ['7-0', '0-3,9-8', '0-999999999', '3,']) {
    expect(() => readConfig({ WAYMARK_OWNS })).toThrow(expected)
  }
  expect(readConfig({ WAYMARK_OWNS: '0-3,2,8' }).owns).toEqual([0, 1, 2, 3, 8])
})

test('reads lists and treats an empty variable as absent', () => {
  const config = readConfig({
    WAYMARK_KAFKA_BROKERS: 'a:9092, b:9092',
    WAYMARK_TRUSTED_PROXIES: '10.0.0.0/8',
    WAYMARK_PUBLIC_URL: '',
  })
  expect(config.kafkaBrokers).toEqual(['a:9092', 'b:9092'])
  expect(config.trustedProxies).toEqual(['10.0.0.0/8'])
  expect(config).not.toHaveProperty('publicUrl')
})

test('the dashboard has the public address unless it has one of its own', () => {
  const WAYMARK_PUBLIC_URL = 'https://in.example.com'
  const WAYMARK_DASHBOARD_URL = 'https://waymark.example.com'
  expect(readConfig({ WAYMARK_PUBLIC_URL })).toMatchObject({ dashboardUrl: WAYMARK_PUBLIC_URL })
  expect(readConfig({ WAYMARK_PUBLIC_URL, WAYMARK_DASHBOARD_URL })).toMatchObject({
    publicUrl: WAYMARK_PUBLIC_URL,
    dashboardUrl: WAYMARK_DASHBOARD_URL,
  })
  expect(readConfig({})).not.toHaveProperty('dashboardUrl')
})

test('prints no secret and no password', () => {
  const config = readConfig({
    WAYMARK_SECRET: 'a-secret-of-at-least-32-characters',
    WAYMARK_SMTP_URL: 'smtp://me:hunter2@mail.example.com:587',
    WAYMARK_CLICKHOUSE_URL: 'http://default:hunter3@ch:8123',
  })
  const text = JSON.stringify(printConfig(config))
  expect(text).not.toContain('a-secret')
  expect(text).not.toContain('hunter')
  expect(text).toContain('mail.example.com')
})

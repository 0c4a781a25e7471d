import { expect, test } from 'vitest'
import { type AddressRules, checkAddress, checkEndpointUrl } from './check-address.ts'

const resolvingTo = (...addresses: readonly string[]): AddressRules => ({
  allowPrivate: false,
  resolve: async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
})

test.each([
  'http://127.0.0.1/',
  'http://127.1/',
  'http://0x7f.1/',
  'http://2130706433/',
  'http://017700000001/',
  'http://0/',
  'http://１２７.０.０.１/',
  'http://127.0.0.1./',
  'http://10.1.2.3/',
  'http://172.16.0.1/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://100.64.0.1/',
  'http://198.18.0.1/',
  'http://192.0.2.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://240.0.0.1/',
  'http://[::]/',
  'http://[::1]/',
  'http://[::127.0.0.1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:8.8.8.8]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[64:ff9b:1::1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001::1]/',
  'http://[fc00::1]/',
  'http://[fd12:3456::1]/',
  'http://[fe80::1]/',
  'http://[fec0::1]/',
  'http://[ff02::1]/',
  'http://[2001:db8::1]/',
  'http://[100::1]/',
])('%s is not a place for a webhook', async (url) => {
  expect(await checkEndpointUrl(url, { allowPrivate: false })).toMatch(/is not a public address/)
})

test.each([
  ['not a url', /not a web address/],
  ['ftp://example.com/', /https:\/\//],
  ['file:///etc/passwd', /https:\/\//],
  ['https://user:pass@example.com/', /user name or password/],
  ['https://example.com:22/', /Port 22/],
  ['http://example.com:25/', /Port 25/],
])('%s is refused as it is written', async (url, why) => {
  expect(await checkEndpointUrl(url, resolvingTo('93.184.215.14'))).toMatch(why)
})

test('a public host may be saved, on the web ports and above 1023', async () => {
  const rules = resolvingTo('93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c')
  for (const url of [
    'https://example.com/hook',
    'http://example.com/',
    'https://example.com:8443/x',
  ]) {
    expect(await checkEndpointUrl(url, rules)).toBeUndefined()
  }
  expect(await checkEndpointUrl('https://8.8.8.8/', rules)).toBeUndefined()
})

test('one private address among public ones is enough to refuse a host', async () => {
  const rules = resolvingTo('93.184.215.14', '::ffff:10.0.0.1')
  expect(await checkEndpointUrl('https://example.com/', rules)).toMatch(/not a public address/)
})

test('a name of this machine is found out by asking the system', async () => {
  expect(await checkEndpointUrl('http://localhost:8123/', { allowPrivate: false })).toMatch(
    /not a public address/,
  )
})

test('a name that does not resolve may be saved, for it is looked up again when something is sent', async () => {
  const rules: AddressRules = {
    allowPrivate: false,
    resolve: () => Promise.reject(new Error('ENOTFOUND')),
  }
  expect(await checkAddress('https://nowhere.example/', rules)).toMatchObject({ t: 'unresolved' })
  expect(await checkEndpointUrl('https://nowhere.example/', rules)).toBeUndefined()
})

test('whoever runs everything on one network may allow private addresses', async () => {
  expect(await checkEndpointUrl('http://127.0.0.1:81/', { allowPrivate: true })).toBeUndefined()
})

test('names that are private by their form are refused at once, resolvable or not', async () => {
  const rules = { allowPrivate: false, resolve: async () => [] }
  for (const host of [
    'localhost',
    'intranet',
    'metadata.google.internal',
    'db.local',
    'x.localhost',
    'nas.home.arpa',
  ]) {
    expect(await checkEndpointUrl(`https://${host}/hook`, rules)).toMatch(/not a public address/)
  }
})

test('a webhook to localhost was refused without a word of what would allow it', async () => {
  expect(await checkEndpointUrl('http://localhost:9000/hook', { allowPrivate: false })).toBe(
    'localhost is not a public address. WAYMARK_ALLOW_PRIVATE_WEBHOOKS=1, set where Waymark runs, allows private ones.',
  )
})

test('one private origin may be allowed, and nothing else is with it', async () => {
  const rules: AddressRules = { allowPrivate: false, allowOrigins: ['http://127.0.0.1:8090'] }
  expect(await checkEndpointUrl('http://127.0.0.1:8090/demo/hook', rules)).toBeUndefined()
  for (const url of [
    'http://127.0.0.1:8091/demo/hook',
    'https://127.0.0.1:8090/demo/hook',
    'http://127.0.0.2:8090/',
    'http://localhost:8090/demo/hook',
    'http://169.254.169.254/latest/meta-data/',
  ]) {
    expect(await checkEndpointUrl(url, rules)).toMatch(/is not a public address/)
  }
  expect(await checkEndpointUrl('http://a:b@127.0.0.1:8090/', rules)).toMatch(/user name/)
})

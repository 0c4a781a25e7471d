import { expect, test } from 'vitest'
import { pageAddress } from './page-address.ts'

const hrefOf = (text: string): string | undefined => pageAddress(text)?.href

test('a page of the own machine, typed without a scheme, was opened by https and did not load', () => {
  expect(hrefOf('localhost:8191/products/1')).toBe('http://localhost:8191/products/1')
  expect(hrefOf('LOCALHOST/products')).toBe('http://localhost/products')
  expect(hrefOf('localhost')).toBe('http://localhost/')
  expect(hrefOf('127.0.0.1:3000?tab=1')).toBe('http://127.0.0.1:3000/?tab=1')
  expect(hrefOf('[::1]:3000/')).toBe('http://[::1]:3000/')
})

test('what only begins like the own machine is a page like others', () => {
  expect(hrefOf('localhost.example.com/a')).toBe('https://localhost.example.com/a')
  expect(hrefOf('127.0.0.1.example.com')).toBe('https://127.0.0.1.example.com/')
  expect(hrefOf('app.example.com/products')).toBe('https://app.example.com/products')
})

test('a scheme that was typed stays, and only pages are opened', () => {
  expect(hrefOf('https://localhost:8191/')).toBe('https://localhost:8191/')
  expect(hrefOf('HTTP://app.example.com/')).toBe('http://app.example.com/')
  expect(hrefOf('javascript:alert(1)')).toBeUndefined()
  expect(hrefOf('')).toBeUndefined()
})

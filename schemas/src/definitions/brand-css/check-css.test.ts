import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDefinition } from '../definition.ts'
import { checkCss } from './check-css.ts'

const faultsOf = (css: string): readonly string[] =>
  checkCss(css).faults.map(({ line, message }) => `${line}: ${message}`)

const good = `
/* Buttons as in our app. */
.primary, .launch {
  border-radius: 99px;
  font-weight: 700;
  text-transform: uppercase;
  letter-spacing: .04em;
  background: linear-gradient(135deg, #1d4ed8, #5b21b6);
  color: #fff;
}
.primary:hover { background: #1e40af; color: #fff }
.card { border: 2px solid var(--accent); box-shadow: 0 8px 32px rgb(0 0 0 / .2); }
.surface[data-mode=dark] .card { border-color: color-mix(in srgb, var(--accent) 60%, var(--ground)) }
.tasks > li.done p { text-decoration: line-through;; font-style: italic; }
@media (max-width: 480px) and (pointer: coarse) { .body { padding: 12px 1em } }
@media (400px < width) { h2 { font-family: "Inter", sans-serif; font-size: 1.2em } }
`

test('CSS about the parts of a guide is taken as it is', () => {
  expect(faultsOf(good)).toEqual([])
  const brand = { kind: 'brand', id: 'project', css: good }
  expect(parseDefinition(brand)).toEqual({ ok: true, definition: brand })
})

describe('hostile CSS is refused', () => {
  const inRule = (declaration: string): string => `.primary {\n  ${declaration}\n}`

  test.each([
    'background: url(https://evil.test/?x)',
    'background: URL("https://evil.test")',
    'background: url( https://evil.test )',
    'background: \\75rl(https://evil.test)',
    'background: \\000075 rl(https://evil.test)',
    'background: u\\72l("https://evil.test")',
    'background: /**/ url(//evil.test) /**/',
    'background: image-set("https://evil.test/x" 1x)',
    'background: -webkit-image-set(url(https://evil.test) 1x)',
    'background: linear-gradient(red, url(x))',
    'background: cross-fade(url(x), red)',
    'background: src("https://evil.test")',
    'background: element(#host)',
    'background: paint(worklet)',
    'background: attr(data-secret)',
    'background: var(--x, url(https://evil.test))',
    'background: var(--host-secret)',
    '--accent: url(https://evil.test)',
    '--text: transparent',
    'list-style-image: url(x)',
    'cursor: url(x), auto',
    'border-image: url(x) 1',
    'mask: url(x)',
    'filter: url(#x)',
    'clip-path: url(#x)',
    'behavior: url(x.htc)',
    'content: "Your session has ended"',
    'font-family: url(x)',
  ])('what could fetch, read or speak: %s', (declaration) => {
    expect(faultsOf(inRule(declaration))).toEqual([expect.stringMatching(/^2: ./)])
  })

  test.each([
    'display: none',
    'visibility: hidden',
    'opacity: 0',
    'content-visibility: hidden',
    'position: fixed',
    'inset: 0',
    'top: -9999px',
    'z-index: 9',
    'transform: scale(0)',
    'scale: 0',
    'translate: -100vw',
    'margin: -9999px',
    'width: 0',
    'max-height: 0',
    'overflow: hidden',
    'clip-path: inset(50%)',
    'mask-image: linear-gradient(transparent, transparent)',
    'filter: opacity(0)',
    'mix-blend-mode: multiply',
    'pointer-events: none',
    'outline: none',
    'all: unset',
    'zoom: 0',
    'animation: gone 1s',
    'transition: color 9s',
    'direction: rtl',
    'user-select: none',
    'font-size: 0',
    'font-size: 1px',
    'font-size: 100vw',
    'font-size: calc(1px * 0)',
    'font-size: 999px',
    'line-height: 0',
    'letter-spacing: -9em',
    'padding: 5000px',
    'padding: 100vh',
    'border: 5000px solid',
    'border-width: 9e9px',
    'box-shadow: 0 0 0 9999px #000',
    'text-shadow: 900px 0 red',
    'color: transparent',
    'color: #0000',
    'color: #11223300',
    'color: rgb(0 0 0 / 0)',
    'color: red !important',
    'color: #ffffff; background: #eeeeee',
    'color: #777; background-image: linear-gradient(90deg, #fff, #888)',
  ])('what could hide, move or cover: %s', (declaration) => {
    expect(faultsOf(inRule(declaration))).toEqual([expect.stringMatching(/^2: ./)])
  })

  test.each([
    '@import "https://evil.test/x.css";',
    '@\\69mport "https://evil.test/x.css";',
    '@import url(https://evil.test);',
    '@charset "utf-8";',
    '@namespace svg url(http://www.w3.org/2000/svg);',
    '@font-face { font-family: x; src: url(https://evil.test) }',
    '@keyframes enter { to { opacity: 0 } }',
    '@property --accent { syntax: "*"; inherits: false }',
    '@layer x { .primary { color: red } }',
    '@supports (display: grid) { .primary { color: red } }',
    '@scope (.card) { .primary { color: red } }',
    '@container (width > 1px) { .primary { color: red } }',
    '@media (prefers-color-scheme: dark) { .primary { color: red } }',
    '@media print { @import "x"; }',
    '@media (width > 1px) { @media (width > 2px) { .primary { color: red } } }',
    '@page { margin: 0 }',
    '<!-- .primary { color: red }',
    '.primary { color: red } -->',
    '.primary { color: red } }',
    '.primary { color: red } /* a comment without an end',
    '.primary { color: "red }',
    '.primary { background: url(a b) }',
    '\ufeff.primary { color: #111 }',
    '.primary {\u0000 color: #111 }',
    '.primary {\f color: #111 }',
    '.primary { .close { color: red } }',
    '.primary { & .close { color: red } }',
    '.primary { color red }',
    'color: red',
  ])('what is not a plain rule: %s', (css) => {
    expect(faultsOf(`\n${css}`)).toEqual([expect.stringMatching(/^2: ./)])
  })

  test.each([
    '.close',
    '.card .close',
    ':host',
    ':host(.x)',
    ':host-context(body)',
    ':root',
    'body',
    'html',
    'svg',
    'path',
    '*',
    '.card > *',
    '.card :last-child',
    '.card [data-do]',
    '[aria-label=Close]',
    '.primary[data-mode=dark]',
    '.primary:not(.x)',
    '.primary:is(.close)',
    '.card:has(.x)',
    '.body:nth-child(1)',
    '.primary::before',
    '.primary::part(x)',
    '::slotted(a)',
    '.surface',
    '.unseen',
    '.host-class',
    '#title',
    '.primary, .close',
    '.primary,',
    'waymark-guide',
  ])('what is no part of a guide: %s', (selector) => {
    expect(faultsOf(`\n${selector} { color: #112233; background: #fff }`)).toEqual([
      expect.stringMatching(/^2: ./),
    ])
  })

  test('corners of a card so round that they would cut into the close control', () => {
    expect(faultsOf('.card { border-radius: 999px }')).toEqual([expect.stringMatching(/^1: 999px/)])
    expect(faultsOf('.card { border-radius: 50% }')).toEqual([expect.stringMatching(/^1: 50%/)])
    expect(faultsOf('.card { border-radius: 40px }\n.pill { border-radius: 999px }')).toEqual([])
  })

  test.each(['padding: 8px', 'font-size: 20px', 'gap: 2em'])(
    'what would shift the controls of a card: %s',
    (declaration) => {
      expect(faultsOf(`.card { ${declaration} }`)).toEqual([expect.stringMatching(/^1: .*\.body/)])
      expect(faultsOf(`.body { ${declaration} }`)).toEqual([])
    },
  )
})

test('a refusal names the line, and what would be right instead', () => {
  expect(
    faultsOf(
      '.primary { color: #fff; background: #1d4ed8 }\n.close { opacity: 0 }\n\n@font-face { }',
    ),
  ).toEqual([
    '2: the close control is the same in all guides; nothing can hide it',
    '2: opacity cannot be set: nothing can be hidden; use color-mix(in srgb, var(--text) 60%, var(--ground))',
    '4: @font-face is not taken: nothing is fetched from CSS: guides use the fonts that your page has loaded',
  ])
})

test('a definition with such CSS is not read, and says why', () => {
  const css = '.card {\n  background: url(x);\n  display: none;\n}'
  expect(parseDefinition({ kind: 'brand', id: 'project', css })).toEqual({
    ok: false,
    problems: [
      { at: 'css', message: expect.stringMatching(/^line 2: url\(\) is not taken/) },
      { at: 'css', message: expect.stringMatching(/^line 3: display cannot be set/) },
    ],
  })
  expect(parseDefinition({ kind: 'brand', id: 'project', css: '\\'.repeat(500_000) })).toEqual({
    ok: false,
    problems: [{ at: 'css', message: expect.stringContaining('4096') }],
  })
})

test('a guide has no CSS of its own', () => {
  const steps = [{ content: [{ text: 'Hi' }] }]
  const theme = { css: '.card { color: red }' }
  const guide = { kind: 'guide', id: 'g', type: 'modal', steps, theme }
  expect(parseDefinition(guide).ok).toBe(false)
})

test.each(['(', '.card{color:rgb(', '@media (', '.a{', ':not(', '['])(
  'brackets in brackets without an end keep nobody busy: %s',
  (bracket) => {
    const css = bracket.repeat(4096).slice(0, 4096)
    expect(faultsOf(css)).toEqual(['1: there are too many brackets in brackets'])
  },
)

const doubtsOf = (css: string): readonly number[] => checkCss(css).doubts.map(({ line }) => line)

describe('the author is told where contrast is nobody’s promise any more', () => {
  test('a colour or a ground alone', () => {
    expect(doubtsOf('.primary {\n color: #fff }\n.pill {\n background: #000 }')).toEqual([2, 4])
  })
  test('colours that only the browser can tell', () => {
    expect(doubtsOf('.primary { color: #fff; background: oklch(60% .2 200) }')).toEqual([1])
    expect(doubtsOf('.primary { color: var(--text); background: #000 }')).toEqual([1])
  })
  test('the ground of a part in which texts have their own colours', () => {
    expect(doubtsOf('.card { color: #ffffff; background: #000000 }')).toEqual([1])
  })
  test('not where both colours are known, or made for each other', () => {
    expect(doubtsOf('.primary { color: #fff; background: #1d4ed8 }')).toEqual([])
    expect(
      doubtsOf('.pill { color: rgb(0, 0, 0); background: linear-gradient(#fff, #eee) }'),
    ).toEqual([])
    expect(doubtsOf('.primary { color: var(--on-accent); background: var(--accent) }')).toEqual([])
    expect(doubtsOf('.primary { border-radius: 99px; border-color: #000 }')).toEqual([])
  })
})

test('whatever is written, it is read or refused, and an address never passes', () => {
  const piece = fc.constantFrom(
    ...['.primary', '{', '}', '(', ')', ';', ':', 'color', 'background', 'red', 'url(', 'URL(x)'],
    ...[
      '\\75rl(x)',
      '/*',
      '*/',
      '"',
      "'",
      '\n',
      '@media',
      '@import',
      '<!--',
      '-->',
      'src("x")',
      ',',
    ],
    ...['var(--text)', '--x', '!important', 'image-set(', '[', ']', '&', '\\', '\u0000', 'é'],
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
      const css = pieces.join(' ')
      const { faults } = checkCss(css)
      const plain = css.replace(/\/\*[\s\S]*?\*\//g, ' ')
      if (/url\(|src\(|image-set\(|@import|\\/i.test(plain.replace(/"[^"\n]*"|'[^'\n]*'/g, '')))
        expect(faults.length).toBeGreaterThan(0)
    }),
    { numRuns: 500 },
  )
})

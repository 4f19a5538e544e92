import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pageRules, shortened, text } from './page-rules.ts'

test('no letter of an address or a name leaves its string', () => {
  for (const hostile of ["'; } body { display: none } '", '</style><script>', '\\', '\n', '*/', '"']) {
    assert.match(text(hostile), /^'(?:[\p{L}\p{N} ]|\\[0-9a-f]+ )*'$/u, hostile)
  }
  assert.equal(text('Đắk Lắk 1'), "'Đắk Lắk 1'")
})

test('a long address keeps both its ends; one that is no address is left as it is', () => {
  const long = `http://x/?q=${'a'.repeat(200)}&chon=station`
  assert.equal(shortened(long).length, 95)
  assert.match(shortened(long), /^http:\/\/x.*…a*&chon=station$/)
  assert.equal(shortened('http://x/?q=%E0%A4%A'), 'http://x/?q=%E0%A4%A')
})

test('each page says whether it is real', () => {
  const rules = pageRules({ running: 'a', mark: 'TRÌNH DIỄN', address: 'b', page: 'trang' })
  assert.match(rules, /@top-right \{ content: 'TRÌNH DIỄN'/)
  assert.doesNotMatch(rules.slice(rules.indexOf('@page :first')), /top-right/)
})

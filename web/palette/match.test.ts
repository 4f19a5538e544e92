import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NO_MATCH, highlighted, rankOf } from './match.ts'

const marked = (text: string, question: string): string =>
  highlighted(text, question)
    .map((part) => (part.hit ? `[${part.text}]` : part.text))
    .join('')

test('the whole name is best, then its beginning, then a word, then a part, then words in any order', () => {
  const ranks = [
    rankOf('Phường Tuy Hòa', 'tuy hoà'),
    rankOf('Xã Tuy Hòa Đông', 'TUY HOA'),
    rankOf('Trạm bơm Tuy Hòa', 'tuy hoa'),
    rankOf('Trạm Xtuy Hòa', 'tuy hoa'),
    rankOf('Hòa Thịnh – Tuy An', 'tuy hoa'),
    rankOf('Khoa Tuynen', 'tuy hoa'),
  ]
  assert.deepEqual(ranks, [0, 1, 2, 3, 4, 5])
  assert.equal(rankOf('Xã Cư M’gar', 'cu mgar'), 0)
  assert.equal(rankOf('Ea Súp', 'ea kar'), NO_MATCH)
  assert.equal(rankOf('Ea Súp', ''), NO_MATCH)
  assert.equal(rankOf('Ea Súp', '---'), NO_MATCH)
})

test('what was found is marked in the letters as they are written, in both tone styles, composed or not', () => {
  assert.equal(marked('Phường Tuy Hòa', 'tuy hoà'), 'Phường [Tuy Hòa]')
  assert.equal(marked('Phường Tuy Hoà', 'hoa'), 'Phường Tuy [Hoà]')
  assert.equal(marked('Đắk Lắk', 'dak lak'), '[Đắk Lắk]')
  const apart = 'Hòa Thịnh'.normalize('NFD')
  assert.equal(marked(apart, 'hoa').normalize('NFC'), '[Hòa] Thịnh')
})

test('words in another order are marked each; a word begins before it continues', () => {
  assert.equal(marked('Ea Súp, trạm khí', 'khi sup'), 'Ea [Súp], trạm [khí]')
  assert.equal(marked('Khoa A, Hoa', 'hoa'), 'Khoa A, [Hoa]')
  assert.equal(marked('Cư M’gar', 'cu m gar'), '[Cư M’gar]')
  assert.equal(marked('Ea Súp', 'không'), 'Ea Súp')
})

test('the parts together are the text', () => {
  for (const text of ['', 'Đ', 'a\u0301\u0323b', '🌧 Mưa lớn', '  x  ']) {
    assert.equal(
      highlighted(text, 'mua')
        .map((part) => part.text)
        .join(''),
      text,
    )
  }
})

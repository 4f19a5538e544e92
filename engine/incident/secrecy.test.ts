import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '#model'
import { refuseMarks } from './secrecy.ts'

const refused = (text: string): boolean => {
  try {
    refuseMarks({ note: text })
    return false
  } catch (error) {
    assert.ok(error instanceof Problem && error.code === 'secret_mark' && error.pointer === '/note')
    return true
  }
}

test('marks of secrecy are refused however they are written, ordinary words are not', () => {
  for (const text of [
    'TUYỆT MẬT',
    'Kế hoạch (Tối mật)',
    'tối  mật',
    'công văn mật số 12',
    'Độ mật: A',
    'MẬT\nSố: 12/BC',
    'đóng dấu “Mật”',
    'tài liệu Mật'.normalize('NFD'),
  ])
    assert.equal(refused(text), true, text)
  for (const text of [
    'đổi mật khẩu camera',
    'mật độ xe cao',
    'bảo mật mạng',
    'hồ sơ mật ong Ea Súp',
    'Túi mật bệnh nhân',
    'mật thiết với xã',
    'tối nay mất điện',
    'văn bản mật mã hóa',
  ])
    assert.equal(refused(text), false, text)
})

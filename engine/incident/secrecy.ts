import { Problem } from '#model'

/**
 * Marks of state secrecy (Law on Protection of State Secrets 29/2018/QH14, art. 8) as they stand on a document: the mark
 * alone in capitals, or named as a mark. Ordinary words that hold the syllable (mật khẩu, mật độ, bảo mật) are none.
 */
const MARKS = [
  /(?<![\p{L}\p{N}])(?:TUYỆT|TỐI)\s+MẬT(?![\p{L}\p{N}])/u,
  /(?<![\p{L}\p{N}])(?:tuyệt|tối)\s+mật(?![\p{L}\p{N}])/iu,
  /(?<![\p{L}\p{N}])(?:độ|dấu|đóng dấu|văn bản|tài liệu|công văn|hồ sơ)\s+["“(]?mật["”)]?(?!\s*(?:khẩu|độ|mã|ong|thiết|danh))(?![\p{L}\p{N}])/iu,
  /^\s*["“([]?MẬT["”)\]]?\s*(?:$|[-–:./\n])/mu,
]

/** Throws `secret_mark` with the pointer of the text that carries a mark of secrecy: such documents go nowhere in here. */
export function refuseMarks(texts: Readonly<Record<string, string | null | undefined>>): void {
  for (const [field, text] of Object.entries(texts)) {
    const plain = text?.normalize('NFC')
    if (plain !== undefined && MARKS.some((mark) => mark.test(plain))) {
      throw new Problem('secret_mark', { pointer: `/${field}` })
    }
  }
}

import { z } from 'zod'
import type { Text } from './text.ts'

interface ProblemKind {
  readonly status: number
  readonly title: Text
}

/** Every problem the centre can answer with, once: HTTP status and title in both languages (RFC 9457). */
export const PROBLEMS = {
  unauthenticated: { status: 401, title: { vi: 'Chưa đăng nhập', en: 'Not signed in' } },
  wrong_credentials: { status: 401, title: { vi: 'Sai tên đăng nhập hoặc mật khẩu', en: 'Wrong login or password' } },
  wrong_code: {
    status: 401,
    title: { vi: 'Mã không đúng, đã dùng hoặc hết giờ', en: 'The code is wrong, used or too old' },
  },
  unfinished: { status: 403, title: { vi: 'Chưa đăng nhập xong', en: 'The sign-in is not finished' } },
  forbidden: { status: 403, title: { vi: 'Không có quyền làm việc này', en: 'Not permitted' } },
  not_found: { status: 404, title: { vi: 'Không tìm thấy', en: 'Not found' } },
  method_not_allowed: { status: 405, title: { vi: 'Địa chỉ này không nhận cách gọi đó', en: 'Method not allowed' } },
  invalid: { status: 400, title: { vi: 'Dữ liệu gửi lên chưa đúng', en: 'The request is not valid' } },
  unreadable: { status: 400, title: { vi: 'Không đọc được nội dung gửi lên', en: 'The body cannot be read' } },
  too_large: { status: 413, title: { vi: 'Nội dung quá lớn', en: 'The body is too large' } },
  media_type: { status: 415, title: { vi: 'Không nhận kiểu nội dung này', en: 'This media type is not accepted' } },
  too_many: { status: 429, title: { vi: 'Gửi quá nhanh, chờ một lát', en: 'Too many requests' } },
  identity_unknown: {
    status: 403,
    title: {
      vi: 'Tài khoản ở nơi đăng nhập chung chưa được nối với ai ở trung tâm',
      en: 'Nobody here is linked to that account of the identity provider',
    },
  },
  identity_refused: {
    status: 401,
    title: {
      vi: 'Nơi đăng nhập chung không xác nhận được',
      en: 'The identity provider did not vouch for this sign-in',
    },
  },
  conflict: { status: 409, title: { vi: 'Việc này đã có người làm trước', en: 'Somebody was first' } },
  malware: { status: 422, title: { vi: 'Tệp có mã độc', en: 'The file holds malware' } },
  scanner_away: {
    status: 503,
    title: {
      vi: 'Máy quét mã độc không trả lời, tệp chưa được nhận',
      en: 'The malware scanner is away, the file was not taken',
    },
  },
  disk_full: { status: 507, title: { vi: 'Hết chỗ trên đĩa', en: 'The disk is full' } },
  evidence_lacking: {
    status: 409,
    title: { vi: 'Chưa đóng được: còn thiếu chứng cứ', en: 'Cannot be closed: evidence is lacking' },
  },
  secret_mark: {
    status: 422,
    title: {
      vi: 'Có dấu mật: tài liệu mật không được đưa vào trung tâm',
      en: 'It carries a mark of secrecy: such documents do not go into the centre',
    },
  },
  link_used: { status: 410, title: { vi: 'Liên kết đã dùng hoặc hết hạn', en: 'The link was used or has expired' } },
  weak_password: {
    status: 400,
    title: {
      vi: 'Mật khẩu cần ít nhất 14 ký tự, hoặc 8 khi đã có xác thực hai bước',
      en: 'The password needs at least 14 characters, or 8 with a second factor',
    },
  },
  password_reused: {
    status: 400,
    title: {
      vi: 'Mật khẩu này đã dùng gần đây, hãy chọn mật khẩu khác',
      en: 'This password was used lately, choose another',
    },
  },
  unavailable: { status: 503, title: { vi: 'Chưa sẵn sàng, gửi lại sau', en: 'Not ready, send again later' } },
  internal: { status: 500, title: { vi: 'Lỗi của trung tâm, đã ghi lại', en: 'A fault of the centre, recorded' } },
  asset_unknown: { status: 422, title: { vi: 'Không có thiết bị này', en: 'Unknown asset' } },
  property_unknown: { status: 422, title: { vi: 'Không có thông số này', en: 'Unknown property' } },
  property_derived: {
    status: 422,
    title: { vi: 'Thông số này do trung tâm tính', en: 'This property is computed here' },
  },
  at_invalid: {
    status: 422,
    title: { vi: 'Thời điểm phải theo RFC 3339 và có múi giờ', en: 'The time must be RFC 3339 with a zone' },
  },
  at_out_of_reach: { status: 422, title: { vi: 'Thời điểm quá xa hiện tại', en: 'The time is too far from now' } },
  value_invalid: { status: 422, title: { vi: 'Giá trị phải là số hữu hạn', en: 'The value must be a finite number' } },
  row_invalid: { status: 422, title: { vi: 'Dòng này chưa đúng', en: 'This row is not valid' } },
  coordinates_swapped: {
    status: 422,
    title: { vi: 'Vĩ độ và kinh độ có vẻ bị đảo', en: 'Latitude and longitude seem to be swapped' },
  },
} as const satisfies Record<string, ProblemKind>

export type ProblemCode = keyof typeof PROBLEMS
const CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]

/** `application/problem+json`. `pointer` is a JSON pointer (RFC 6901) to what was wrong. */
export const ProblemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(CODES),
    detail: z.string().optional(),
    pointer: z.string().optional(),
  })
  .meta({ id: 'Problem' })
export type ProblemBody = z.infer<typeof ProblemBody>

/** Thrown anywhere, answered as problem+json by the server. `detail` is for the caller: no inner text in it. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly detail: string | undefined
  readonly pointer: string | undefined
  readonly retryAfter: number | undefined
  constructor(code: ProblemCode, more: { detail?: string; pointer?: string; retryAfter?: number } = {}) {
    super(more.detail ? `${code}: ${more.detail}` : code)
    this.name = 'Problem'
    this.code = code
    this.detail = more.detail
    this.pointer = more.pointer
    this.retryAfter = more.retryAfter
  }
}

export function problemBody(
  code: ProblemCode,
  language: keyof Text,
  more: { detail?: string | undefined; pointer?: string | undefined } = {},
): ProblemBody {
  const kind = PROBLEMS[code]
  return {
    type: `urn:serepok:problem:${code}`,
    title: kind.title[language],
    status: kind.status,
    code,
    ...(more.detail === undefined ? {} : { detail: more.detail }),
    ...(more.pointer === undefined ? {} : { pointer: more.pointer }),
  }
}

/** What every ingest route answers, after the commit. `index` is 0-based in the order sent. */
export const IngestAnswer = z
  .object({
    accepted: z.number().int(),
    duplicates: z.number().int(),
    corrected: z.number().int(),
    rejected: z.array(z.object({ index: z.number().int(), problem: ProblemBody })),
  })
  .meta({ id: 'IngestAnswer' })
export type IngestAnswer = z.infer<typeof IngestAnswer>

import type { Text } from '#model'

export const SESSION_WORDS = {
  'provider.sign-in': { vi: 'Đăng nhập bằng tài khoản chung của tỉnh', en: "Sign in with the province's account" },
  'provider.accept': { vi: 'Nhận lời mời bằng tài khoản chung của tỉnh', en: "Accept with the province's account" },
  'provider.identity_unknown': {
    vi: 'Tài khoản chung này chưa được nối với ai ở trung tâm. Hỏi quản trị viên để được mời.',
    en: 'Nobody here is linked to that account yet. Ask an administrator to invite you.',
  },
  'provider.link_used': { vi: 'Liên kết đã dùng hoặc hết hạn.', en: 'The link was used or has expired.' },
  'provider.failed': {
    vi: 'Nơi đăng nhập chung không xác nhận được. Hãy thử lại.',
    en: 'The identity provider did not vouch for this sign-in. Try again.',
  },
  'step.code.title': { vi: 'Mã xác thực', en: 'Verification code' },
  'step.code.hint': {
    vi: 'Mở ứng dụng xác thực trên điện thoại và nhập mã 6 số đang hiện.',
    en: 'Open the authenticator on your phone and type the 6 digits that it shows.',
  },
  'step.code.field': { vi: 'Mã 6 số', en: '6-digit code' },
  'step.code.lost': { vi: 'Không có điện thoại? Nhập mã khôi phục', en: 'No phone? Use a recovery code' },
  'step.code.phone': { vi: 'Nhập mã của ứng dụng xác thực', en: 'Use the authenticator' },
  'step.recovery.hint': {
    vi: 'Nhập một mã khôi phục đã cất. Mỗi mã dùng được một lần.',
    en: 'Type one of the recovery codes that you kept. Each works once.',
  },
  'step.recovery.field': { vi: 'Mã khôi phục', en: 'Recovery code' },
  'step.continue': { vi: 'Tiếp tục', en: 'Continue' },
  'step.leave': { vi: 'Đăng nhập bằng tài khoản khác', en: 'Sign in as somebody else' },
  'enrol.title': { vi: 'Bật xác thực hai bước', en: 'Turn on two-step sign-in' },
  'enrol.why': {
    vi: 'Tài khoản quản trị và người vào từ ngoài mạng nội bộ cần thêm mã trên điện thoại.',
    en: 'Administrators, and everybody from outside the local network, also need a code from their phone.',
  },
  'enrol.scan': {
    vi: 'Cài một ứng dụng xác thực (TOTP) trên điện thoại, quét hình này.',
    en: 'Install an authenticator (TOTP) on your phone and scan this picture.',
  },
  'enrol.picture': { vi: 'Mã QR của ứng dụng xác thực', en: 'QR code for the authenticator' },
  'enrol.typed': { vi: 'Không quét được? Nhập khóa này:', en: 'Cannot scan? Type this key:' },
  'enrol.first': { vi: 'Mã 6 số mà ứng dụng đang hiện', en: 'The 6 digits that it shows now' },
  'enrol.button': { vi: 'Bật', en: 'Turn on' },
  'codes.title': { vi: 'Mã khôi phục', en: 'Recovery codes' },
  'codes.hint': {
    vi: 'Khi mất điện thoại, mỗi mã này vào được một lần. Chỉ hiện lúc này: hãy in hoặc chép ra giấy, cất nơi an toàn.',
    en: 'If you lose your phone, each of these opens once. They are shown only now: print or copy them and keep them safe.',
  },
  'codes.copy': { vi: 'Chép', en: 'Copy' },
  'codes.copied': { vi: 'Đã chép', en: 'Copied' },
  'codes.print': { vi: 'In', en: 'Print' },
  'codes.kept': { vi: 'Tôi đã cất các mã này', en: 'I have kept these codes' },
  'new-password.title': { vi: 'Đổi mật khẩu', en: 'Change your password' },
  'new-password.why': {
    vi: 'Tài khoản quản trị đổi mật khẩu ít nhất hai tháng một lần. Không dùng lại mười mật khẩu gần nhất.',
    en: 'Administrators change their password at least every two months. The last ten cannot be used again.',
  },
  'new-password.current': { vi: 'Mật khẩu hiện tại', en: 'Present password' },
  'new-password.next': { vi: 'Mật khẩu mới', en: 'New password' },
  'new-password.button': { vi: 'Đổi mật khẩu', en: 'Change password' },
  'new-password.done': {
    vi: 'Đã đổi mật khẩu. Đăng nhập lại bằng mật khẩu mới.',
    en: 'The password is changed. Sign in again with the new one.',
  },
} as const satisfies Record<string, Text>

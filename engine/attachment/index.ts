export { MOST_BYTES, type Upload, keep } from './keep.ts'
export { listAttachments, readAttachment } from './list.ts'

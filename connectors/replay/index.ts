export { recordingHead, recordingLine } from './recording.ts'
export { replay } from './replay.ts'

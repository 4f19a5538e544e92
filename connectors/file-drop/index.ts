export { fileDrop } from './file-drop.ts'

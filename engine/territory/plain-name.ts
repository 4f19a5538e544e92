import { fold } from '#model'

/** The words that say what a unit is, before its name; longer ones first. */
const TITLE = /^(thanh pho|thi xa|thi tran|dac khu|tinh|quan|huyen|phuong|xa|tp|tx|tt|p|x|h|q) (?=.)/

/** Two spellings of one name give the same: without marks, title, blanks and apostrophes. `Xã Cư M’gar` is `cumgar`. */
export function plainName(name: string): string {
  return fold(name).replace(TITLE, '').replaceAll(' ', '')
}

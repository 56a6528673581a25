// oxlint-disable-next-line no-control-regex
const controls = /[\x00-\x1f\x7f-\x9f\u2028\u2029]/g

/** A text in one line: trimmed, inner white space single, without control characters; letters stay as they are composed. */
export function exactLineOf(text: string): string {
  return isClean(text) ? text : text.replace(controls, ' ').replace(/\s+/gu, ' ').trim()
}

/** As `exactLineOf`, and composed (NFC): the form in which names and ids are stored and looked up. */
export function lineOf(text: string): string {
  return exactLineOf(text).normalize('NFC')
}

function isClean(value: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return !/[\x00-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028-\u202f\u205f\u3000\ufeff]| {2}|^ | $/.test(value)
}

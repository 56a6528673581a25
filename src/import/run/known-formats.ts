import { detectFormat } from './detect-format.ts'
import type { Formats, Reader } from '../formats.ts'
import type { ValidateInput } from '../normalise/validate-input.ts'
import { readNdjson } from '../readers/ndjson/read-ndjson.ts'
import { decodeWhole, readWhole } from '../readers/shared/decode.ts'
import { readNinjs } from '../readers/ninjs/read-ninjs.ts'
import { prepareWxr, readWxr } from '../readers/wxr/read-wxr.ts'

/** The largest page in bytes; readers have limits of their own below it. */
const maxPageBytes = 16 * 2 ** 20

/**
 * Every format the gateway imports, by the name that `--format` takes. Readers that bring large libraries or vocabularies are loaded when
 * the first file of their format comes: an export of any size has little memory to spare.
 */
export function createFormats(validate: ValidateInput): Formats {
  return {
    detect: detectFormat,
    byName: {
      'page-text': { isLenient: true, read: readText },
      html: { isLenient: true, read: readHtml },
      feed: { isLenient: true, read: readFeedLate },
      wxr: { isLenient: true, read: readWxr, prepare: prepareWxr },
      ninjs: { isLenient: true, read: readNinjs },
      ndjson: { isLenient: false, read: (open, options) => readNdjson(open, options, validate) },
    },
  }
}

const readFeedLate: Reader = async function* (open, options) {
  const { readFeed } = await import('../readers/feed/read-feed.ts')
  yield* readFeed(open, options)
}

const readText: Reader = async function* (open, options) {
  const { readPageText } = await import('../readers/page-text/read-page-text.ts')
  const { text, note } = decodeWhole(await readWhole(open, maxPageBytes))
  // a zero or two are a slip; a text full of them is refused as none
  const slips = text.split('\0').length - 1 <= 1 + text.length / 2000
  const draft = readPageText(slips ? text.replaceAll('\0', '') : text, options)
  const notes = note === null ? draft.notes : [...draft.notes, { field: null, message: note }]
  yield { kind: 'article', item: 'page', draft: { ...draft, notes } }
}

const readHtml: Reader = async function* (open, options) {
  const { readHtmlPage } = await import('../readers/html/read-html-page.ts')
  yield { kind: 'article', item: 'page', draft: readHtmlPage(await readWhole(open, maxPageBytes), options) }
}

import { detectFormat } from './detect-format.ts'
import type { Formats, Part, Prepared, Reader } from '../formats.ts'
import type { ValidateInput } from '../normalise/validate-input.ts'
import { decodeWhole, readWhole } from '../readers/shared/decode.ts'

/** The largest page in bytes; readers have limits of their own below it. */
const maxPageBytes = 16 * 2 ** 20

/**
 * Every format the gateway imports, by the name that `--format` takes. A reader is loaded when the first file of its format comes: an
 * export of any size has little memory to spare, and a page little time.
 */
export function createFormats(validate: ValidateInput): Formats {
  return {
    detect: detectFormat,
    byName: {
      'page-text': { isLenient: true, read: readText },
      html: { isLenient: true, read: readHtml },
      feed: { isLenient: true, read: readFeedLate },
      wxr: { isLenient: true, read: readExport, prepare: prepareExport },
      ninjs: { isLenient: true, read: readItems },
      ndjson: { isLenient: false, read: linesReader(validate) },
    },
  }
}

const readFeedLate: Reader = async function* (open, options) {
  const { readFeed } = await import('../readers/feed/read-feed.ts')
  yield* readFeed(open, options)
}

const readExport: Reader = async function* (open, options) {
  const { readWxr } = await import('../readers/wxr/read-wxr.ts')
  yield* readWxr(open, options)
}

async function prepareExport(parts: readonly Part[]): Promise<Prepared> {
  const { prepareWxr } = await import('../readers/wxr/read-wxr.ts')
  return await prepareWxr(parts)
}

const readItems: Reader = async function* (open, options) {
  const { readNinjs } = await import('../readers/ninjs/read-ninjs.ts')
  yield* readNinjs(open, options)
}

function linesReader(validate: ValidateInput): Reader {
  return async function* (open, options) {
    const { readNdjson } = await import('../readers/ndjson/read-ndjson.ts')
    yield* readNdjson(open, options, validate)
  }
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

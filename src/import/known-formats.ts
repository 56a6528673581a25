import { detectFormat } from './detect-format.ts'
import { readFeed } from './feed/read-feed.ts'
import type { Formats, Reader } from './formats.ts'
import { readHtmlPage } from './html/read-html-page.ts'
import { readNdjson, type ValidateInput } from './ndjson/read-ndjson.ts'
import { readPageText } from './page-text/read-page-text.ts'
import { decodeWhole, readWhole } from './reading/decode.ts'
import { readNinjs } from './ninjs/read-ninjs.ts'
import { readWxr } from './wxr/read-wxr.ts'

/** The largest page in bytes; readers have limits of their own below it. */
const maxPageBytes = 16 * 2 ** 20

/** Every format the gateway imports, by the name that `--format` takes. */
export function createFormats(validate: ValidateInput): Formats {
  return {
    detect: detectFormat,
    byName: {
      'page-text': { isLenient: true, read: readText },
      html: { isLenient: true, read: readHtml },
      feed: { isLenient: true, read: readFeed },
      wxr: { isLenient: true, read: readWxr },
      ninjs: { isLenient: true, read: readNinjs },
      ndjson: { isLenient: false, read: (open, options) => readNdjson(open, options, validate) },
    },
  }
}

const readText: Reader = async function* (open, options) {
  const { text, note } = decodeWhole(await readWhole(open, maxPageBytes))
  const draft = readPageText(text, options)
  const notes = note === null ? draft.notes : [...draft.notes, { field: null, message: note }]
  yield { kind: 'article', where: 'page', draft: { ...draft, notes } }
}

const readHtml: Reader = async function* (open, options) {
  yield { kind: 'article', where: 'page', draft: readHtmlPage(await readWhole(open, maxPageBytes), options) }
}

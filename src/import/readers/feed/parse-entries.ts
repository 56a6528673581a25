import { DetectError, MalformedError, ParseError, parseAtomFeed, parseRdfFeed, parseRssFeed } from 'feedsmith'
import { oneLine } from '../../text/one-line.ts'
import { DamagedXml, parseXml, repairXml } from '../shared/xml.ts'
import { atomEntry } from './atom-entry.ts'
import type { Extras, FeedEntry } from './feed-entry.ts'
import type { FeedRoot } from './root.ts'
import { rssEntry } from './rss-entry.ts'
import { withMarkupAsText } from './salvage.ts'
import { visibilityOfXml } from './visibility.ts'

type Parsed = FeedEntry | DamagedXml | null

/** What entries of a feed say, from the XML of each: how it is damaged where it is, null where it says nothing. */
export function parseEntries(root: FeedRoot, texts: readonly string[]): Parsed[] {
  const sound = texts.map(soundXml)
  const whole = sound.filter((entry): entry is SoundXml => !(entry instanceof DamagedXml))
  const parsed = whole.length > 1 ? parse(root, whole) : []
  // The parser leaves out what it finds nothing in, and does not say which.
  const isEach = parsed.length === whole.length && whole.length > 1
  return sound.map((entry) => {
    if (entry instanceof DamagedXml) return entry
    return (isEach ? parsed.shift() : parse(root, [entry])[0]) ?? null
  })
}

/** Whether an error is feedsmith's word for an element with nothing in it that it knows. */
export function isRefusal(error: unknown): boolean {
  return error instanceof DetectError || error instanceof MalformedError || error instanceof ParseError
}

interface SoundXml extends Extras {
  readonly text: string
}

/** The text of an entry that can be parsed, mended where its own markup breaks it. */
function soundXml(written: string): SoundXml | DamagedXml {
  const text = repairXml(written)
  const sound = checked(text)
  if (!(sound instanceof DamagedXml)) return sound
  const mended = withMarkupAsText(text)
  return mended === text ? sound : checked(mended)
}

function checked(text: string): SoundXml | DamagedXml {
  try {
    const entry = parseXml(text)
    const { children } = entry
    const textOf = (name: RegExp): string | undefined => children.find((child) => name.test(child.name))?.text
    const origLink = textOf(/:origlink$/i)
    return {
      text,
      visibility: visibilityOfXml(entry),
      origLink: origLink === undefined ? undefined : oneLine(origLink),
      fullText: textOf(/^(?:yandex:full-text|turbo:content)$/i),
    }
  } catch (error) {
    if (error instanceof DamagedXml) return error
    throw error
  }
}

function parse(root: FeedRoot, entries: readonly SoundXml[]): FeedEntry[] {
  const xml = `${root.before}${entries.map(({ text }) => text).join('\n')}${root.after}`
  try {
    if (root.kind === 'atom') {
      return (parseAtomFeed(xml).entries ?? []).map((entry, at) => atomEntry(entry, entries[at]))
    }
    const { items } = root.kind === 'rdf' ? parseRdfFeed(xml) : parseRssFeed(xml)
    return (items ?? []).map((item, at) => rssEntry(item, entries[at]))
  } catch (error) {
    if (isRefusal(error)) return []
    throw error
  }
}

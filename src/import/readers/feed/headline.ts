import { cutText } from '../../../../schema/summary.ts'
import type { Note } from '../../draft.ts'
import { feedDate } from '../../dates/date.ts'
import { labelText, oneLine, htmlToLine } from '../../text/one-line.ts'
import type { FeedEntry, FeedHead, FeedText } from './feed-entry.ts'

/** The headline of an entry: its title, else the beginning of its text, else what its pictures are said to show; null for none. */
export function headlineOf(entry: FeedEntry, head: FeedHead, notes: Note[]): string | null {
  return (
    titleOf(entry) ??
    headlineFrom(openingOf(entry.teaser) || openingOf(entry.content), notes) ??
    standInHeadline(entry, head, notes)
  )
}

/** The title of an entry; null for none. */
export function titleOf({ title, source }: FeedEntry): string | null {
  if (title === undefined) return null
  const { kind, value } = title
  const text = kind === 'html' ? htmlToLine(value) : kind === 'text' ? oneLine(value) : labelText(value)
  // Feeds that collect from several publishers append who it is from: "Ferry returns - Harbour Courier".
  const from = labelText(source?.name ?? '')
  const own =
    from !== '' && text.length > from.length + 3 && text.endsWith(` - ${from}`) ? text.slice(0, -from.length - 3) : text
  return own === '' ? null : own
}

/** Short messages have no title; their first sentence serves. */
function headlineFrom(text: string, notes: Note[]): string | null {
  const sentence = /^.{10,}?[.!?…](?=\s|$)/u.exec(text)?.[0] ?? text
  if (sentence.trim() === '') return null
  notes.push({ field: 'headline', message: 'There is no title; the headline is the beginning of the text.' })
  return cutText(sentence.trim(), 100)
}

/** The first paragraph that says something. */
function openingOf(text: FeedText | undefined): string {
  const blocks = text?.value.split(/<\/(?:p|div|h[1-6]|li|blockquote)>|<br\s*\/?>\s*<br|\n\s*\n/i) ?? []
  for (const block of blocks) {
    const words = text?.kind === 'text' ? oneLine(block) : htmlToLine(block)
    if (words !== '') return words
  }
  return ''
}

/** Of a picture without a word: what it is said to show, else whose it is and of which day. */
function standInHeadline(entry: FeedEntry, head: FeedHead, notes: Note[]): string | null {
  const images = entry.images.filter(({ url }) => url !== undefined)
  const html = entry.content?.value ?? entry.teaser?.value ?? ''
  const isVisible = images.length > 0 || entry.media.length > 0 || /<(?:img|iframe|video|audio|embed)\b/i.test(html)
  if (!isVisible) return null
  const described = [
    ...images.map(({ alt, caption }) => alt || caption || ''),
    ...entry.media.map((file) => file.title ?? ''),
    /<img\b[^<>]*\salt\s*=\s*(?:"([^"<>]+)"|'([^'<>]+)')/i.exec(html)?.slice(1).find(Boolean) ?? '',
  ]
    .map(labelText)
    .find((text) => text !== '')
  const day = [...entry.published, ...entry.updated].map((written) => feedDate(written)).find((date) => date !== null)
  const headline = described ?? [labelText(head.title ?? ''), day?.slice(0, 10)].filter(Boolean).join(', ')
  if (headline === '') return null
  notes.push({ field: 'headline', message: 'There is neither a title nor text; what is known of it stands in.' })
  return cutText(headline, 100)
}

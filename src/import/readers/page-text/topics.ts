import type { TopicInput } from '../../../../schema/models.ts'
import { cutFolded } from '../../byline/label.ts'
import { foldWords, toPlain } from '../../../text/fold.ts'
import { topicSegment } from '../../normalise/slug.ts'
import type { Headline } from './headline.ts'
import type { Line } from './lines.ts'
import { isShareLine } from '../../vocabulary/lines/share-line.ts'
import { homeNames } from '../../vocabulary/names/no-section.ts'
import { tagLabels } from '../../vocabulary/labels/tag-label.ts'

const maxTopics = 30
const maxTagWeight = 6
/** The section of the breadcrumb line, then the keywords of the tags line, each once. */
export function readTopics(
  lines: readonly Line[],
  headline: Headline,
  bodyStart: number,
  own: string | undefined,
): readonly TopicInput[] {
  const topics = new Map<string, TopicInput>()
  if (own !== undefined) topics.set(own, { path: own })
  const section = readSection(lines, headline, bodyStart)
  if (section !== null) topics.set(section.path, section)
  for (const name of readTags(lines)) {
    const path = topicSegment(name)
    if (path !== '' && topics.size < maxTopics && !topics.has(path)) topics.set(path, { path, name, type: 'KEYWORD' })
  }
  return [...topics.values()]
}

function readSection(lines: readonly Line[], headline: Headline, bodyStart: number): TopicInput | null {
  const at = lines.findIndex(({ kind }, index) => kind === 'breadcrumb' && index < bodyStart)
  const title = toPlain(headline.text)
  const parts = (lines[at]?.text ?? '')
    .split(/\s?[>»›→]\s?|\s\/\s/u)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !homeNames.has(foldWords(part)))
    .filter((part) => !title.startsWith(toPlain(part).trimEnd()) || part.split(' ').length < 3)
    .slice(0, 4)
  if (at === -1 || parts.some((part) => part.length > 40)) return null
  const path = parts.map(topicSegment)
  const name = parts.at(-1)
  return name === undefined || path.includes('') ? null : { path: path.join('/'), name, type: 'SECTION' }
}

function readTags(lines: readonly Line[]): readonly string[] {
  const names: string[] = []
  for (const [at, line] of lines.entries()) {
    if (lines[at]?.kind !== 'tags') continue
    if (!tagLabels.whole(line.plain)) {
      const label = line.plain.slice(0, tagLabels.start(line.plain)).trim()
      names.push(...splitTags(cutFolded(line.text, label)?.rest ?? ''))
    } else names.push(...tagsBelow(lines, at + 1))
  }
  return names
}

function tagsBelow(lines: readonly Line[], from: number): readonly string[] {
  const names: string[] = []
  for (let at = from; at < Math.min(lines.length, from + 15); at += 1) {
    const line = lines[at]
    const listed = line !== undefined && line.text.includes(',') && names.length === 0
    if (line === undefined || line.sentence || !['text', 'section', 'byline'].includes(line.kind ?? '')) break
    if (line.weight > maxTagWeight && !listed) break
    if (isShareLine(line.plain)) break
    names.push(...splitTags(line.text))
  }
  return names
}

function splitTags(text: string): readonly string[] {
  const hashed = text.includes('#')
    ? text.split(/[#,;]/)
    : /[,;،、|·•]/u.test(text)
      ? text.split(/[,;،、|·•]/u)
      : [text]
  return hashed
    .map((name) => name.replace(/[.\s]+$/u, '').trim())
    .filter((name) => /[\p{L}\p{N}]/u.test(name) && name.length <= 60 && name.split(' ').length <= maxTagWeight)
}

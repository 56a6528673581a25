import { autop } from './autop.ts'
import { footnoteList, storedFootnotes } from './footnotes.ts'
import { galleryHtml, linkHtml, pictureHtml } from './picture-html.ts'
import type { BodyFindings, PostParts } from './post-parts.ts'

/** Whether a post was written in the editor of blocks. */
export function hasBlocks(written: string): boolean {
  return /<!--\s+\/?wp:/.test(written)
}

interface OpenBlock {
  readonly name: string
  readonly attributes: Readonly<Record<string, unknown>>
  /** Where in the output its content begins. */
  readonly from: number
}

type Reuse = (ref: number) => string | null

/**
 * A post of blocks as HTML: the comments go, what is kept elsewhere (reusable blocks, footnotes, pictures by number) is put in its
 * place, and what stands outside all blocks was typed into the classic editor. `reuse` answers the HTML of a reusable block.
 */
export function fromBlocks(written: string, parts: PostParts | null, reuse: Reuse, findings: BodyFindings): string {
  const comment = /<!--\s+(\/)?wp:([a-z][\w/-]*)\s+(\{(?:(?!<!--|-->)[\s\S])*?\}\s+)?(\/)?-->/g
  const out: string[] = []
  const open: OpenBlock[] = []
  let from = 0
  const add = (text: string): void => {
    if (text.trim() === '') return
    const isClassic = open.length === 0 || (open.at(-1)?.name === 'freeform' && !/<p[\s>]/i.test(text))
    out.push(isClassic ? autop(text) : text.trim())
  }
  for (let match = comment.exec(written); match !== null; match = comment.exec(written)) {
    add(written.slice(from, match.index))
    from = comment.lastIndex
    const [, closing, fullName = '', json, alone] = match
    const name = fullName.replace(/^core\//, '')
    if (closing !== undefined) {
      const block = open.pop()
      if (block !== undefined) closeBlock(block, out, parts, findings)
    } else if (alone === undefined) open.push({ name, attributes: attributesOf(json), from: out.length })
    else {
      const html = standsAlone(name, attributesOf(json), parts, reuse)
      if (html !== null) out.push(html)
      else if (!boilerplate.test(name)) findings.leaveOut(`block ${name}`)
    }
  }
  add(written.slice(from))
  return out.join('\n')
}

/** Blocks of a theme rather than of a text. */
const boilerplate =
  /^(?:spacer|separator|more|nextpage|page-break|pattern|template-part|post-(?!content)|site-|navigation|home-link|loginout|page-list|avatar|social-link|term-)/

function standsAlone(
  name: string,
  attributes: OpenBlock['attributes'],
  parts: PostParts | null,
  reuse: Reuse,
): string | null {
  if (name === 'block') return reuse(Number(attributes['ref']))
  if (name === 'footnotes') return footnoteList(storedFootnotes(parts?.footnotes ?? ''))
  return visible(name, attributes, parts)
}

/** What a block shows that has its content in its attributes alone. */
function visible(name: string, attributes: OpenBlock['attributes'], parts: PostParts | null): string | null {
  const { url, id, ids, guid, src } = attributes
  if (parts !== null && Array.isArray(ids)) return galleryHtml(ids.map(Number), parts.pictures)
  const picture = parts?.pictures.get(Number(id))
  if (/^(?:image|cover|media-text)$/.test(name)) {
    if (picture !== undefined) return pictureHtml(picture.image)
    return typeof url === 'string' && attributes['backgroundType'] !== 'video' ? pictureHtml({ url, alt: '' }) : null
  }
  if (name === 'videopress/video' && typeof guid === 'string') {
    const address = `https://videopress.com/v/${encodeURIComponent(guid)}`
    return `<p>${linkHtml(address, address)}</p>`
  }
  const address = [url, src].find((value): value is string => typeof value === 'string' && /^https?:/.test(value))
  const isPlayer = /^(?:embed$|core-embed\/|video$|audio$|file$|jetpack\/|atomic-blocks\/)/.test(name)
  return address !== undefined && isPlayer ? `<p>${linkHtml(address, address)}</p>` : null
}

function closeBlock(block: OpenBlock, out: string[], parts: PostParts | null, findings: BodyFindings): void {
  const { name, attributes, from } = block
  if (forMembers.test(name)) findings.isForMembers = true
  const inner = out.slice(from).join('\n')
  if (name.endsWith('logged-out-view')) out.splice(from)
  else if (name === 'shortcode' && /^\s*(?:\[[^\][]*\]\s*)+$/.test(inner)) {
    out.splice(from)
    for (const [tag] of inner.matchAll(/\[[a-z][\w-]*/gi)) findings.leaveOut(`${tag}]`)
  } else if (hasOwnMedia.test(name) && !/<(?:img|a|video|audio|iframe)\b|https?:\/\//i.test(inner)) {
    const html = visible(name, attributes, parts)
    if (html !== null) out.splice(from, 0, html)
  }
}

const hasOwnMedia = /^(?:gallery|image|cover|media-text|embed|core-embed\/.+|video|audio|file|jetpack\/.+)$/
const forMembers =
  /premium-content\/(?:container|subscriber-view)|premium-content$|paywall|membership|restrict|member-content/

function attributesOf(json: string | undefined): OpenBlock['attributes'] {
  if (json === undefined) return {}
  try {
    return JSON.parse(json) as Record<string, unknown>
  } catch {
    return {}
  }
}

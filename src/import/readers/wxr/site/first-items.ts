import { createSeenIds, type SeenIds } from '../../shared/seen-ids.ts'
import { resolveUrl } from '../../shared/address.ts'
import { own, rawMeta, rawValue } from '../fields.ts'
import { numberIn, type PostIdentity } from '../identity.ts'
import { isArticleType, postType } from '../post-type.ts'
import type { SiteTerms } from './first-terms.ts'

/** All reusable blocks of a site together; a site has some dozens of them. */
const maxBlockChars = 16 * 2 ** 20
const maxBlocks = 5_000

/** What posts of a site need that stands in other items of its exports. */
export class SiteItems {
  /** Numbers of the attachments that posts show: featured pictures, and those of galleries. A list, as a million may be too many for a set. */
  readonly visible: number[] = []
  /** Posts that show all pictures attached to them. */
  readonly galleries = new Set<number>()
  /** Attachments that have a parent: their number, its number and their place, one after the other. */
  readonly attached: number[] = []
  /** Reusable blocks that are published, by number. */
  readonly blocks = new Map<number, string>()
  /** Guids that several posts have, and whose they are. */
  readonly sharedGuids = new Map<string, number>()
  /** By group of translations, or by number, the post that others are translations of. */
  readonly originals = new Map<string, PostIdentity>()
  /** Numbers of posts that others say they are translations of; who has them shows in the second pass. */
  readonly wantedOriginals = new Set<string>()
  #guids: SeenIds | null = createSeenIds()
  #blockChars = 0

  add(text: string, terms: SiteTerms): void {
    const type = postType(text)
    if (type === 'attachment') this.#addAttachment(text)
    else if (type === 'wp_block') this.#addBlock(text)
    else if (type === 'guest-author') terms.addGuest(text)
    else if (isArticleType(type)) this.#addPost(text, terms)
  }

  /** Nothing more comes: what was only needed to compare goes. */
  finish(): void {
    this.#guids = null
  }

  #addPost(text: string, terms: SiteTerms): void {
    const thumbnail = rawMeta(text, '_thumbnail_id')
    if (/^\d{1,15}$/.test(thumbnail)) this.visible.push(Number(thumbnail))
    const id = rawValue(text, 'wp:post_id')
    this.#addGallery(text, Number(id))
    const post = { guid: rawValue(text, 'guid'), link: resolveUrl(rawValue(text, 'link'), null), id }
    if (/^[1-9]\d{0,8}$/.test(id) && post.guid !== '') this.#addGuid(post.guid, Number(id))
    const group = groupOf(text, terms)
    if (group === null || rawValue(text, 'wp:status') === 'auto-draft') return
    if (/^\d/.test(group)) this.wantedOriginals.add(own(group))
    else if (!this.originals.has(group)) this.#addOriginal(group, post)
  }

  /** In the second pass: the posts that others have named by their number. */
  addSecond(text: string): void {
    const id = rawValue(text, 'wp:post_id')
    if (!this.wantedOriginals.has(id) || this.originals.has(id) || !isArticleType(postType(text))) return
    this.#addOriginal(id, { guid: rawValue(text, 'guid'), link: resolveUrl(rawValue(text, 'link'), null), id })
  }

  #addOriginal(group: string, { guid, link, id }: PostIdentity): void {
    this.originals.set(own(group), { guid: own(guid), link: link === null ? null : own(link), id: own(id) })
  }

  #addGallery(text: string, post: number): void {
    for (const [, listed = '', json = ''] of text.matchAll(idLists)) {
      for (const id of (listed || json).match(/\d{1,15}/g) ?? []) this.visible.push(Number(id))
    }
    for (const [tag] of text.matchAll(/\[gallery\b[^\]]*\]/g)) {
      if (/\b(?:ids|include)=/.test(tag)) continue
      const parent = Number(/\bid=["']?(\d+)/.exec(tag)?.[1] ?? post)
      if (Number.isFinite(parent)) this.galleries.add(parent)
    }
  }

  #addAttachment(text: string): void {
    const [id, parent, order] = ['wp:post_id', 'wp:post_parent', 'wp:menu_order'].map((name) =>
      Number(rawValue(text, name)),
    )
    if (id && parent) this.attached.push(id, parent, order || 0)
  }

  #addBlock(text: string): void {
    if (rawValue(text, 'wp:status') !== 'publish' || rawValue(text, 'wp:post_password') !== '') return
    const content = rawContent(text)
    this.#blockChars += content.length
    if (this.#blockChars > maxBlockChars || this.blocks.size >= maxBlocks) return
    this.blocks.set(Number(rawValue(text, 'wp:post_id')), own(content))
    this.#addGallery(text, Number.NaN)
  }

  /** A guid of several posts is that of the one whose number is in it, else of the lowest. */
  #addGuid(guid: string, id: number): void {
    const earlier = this.#guids?.earlier(guid, id) ?? id
    if (earlier === id) return
    const named = numberIn(guid)
    const known = this.sharedGuids.get(guid) ?? earlier
    const owner = [known, id].find((each) => String(each) === named) ?? Math.min(known, id)
    this.sharedGuids.set(own(guid), owner)
  }
}

/** Where galleries, playlists and pictures of page builders name attachments. */
const idLists =
  /\b(?:ids|include|images?|gallery_ids|image_ids|image_id|attachment)=["']([\d,\s]+)["']|"ids":\[([\d,\s"]+)\]/g

/**
 * What the translations of a post have in common: a group, or the number of the post they were made of; null where nothing is
 * said. Polylang keeps it as a term, others in meta fields.
 */
export function groupOf(text: string, terms: SiteTerms): string | null {
  const term = /<category\s[^<>]*domain="post_translations"[^<>]*>/.exec(text)?.[0]
  const slug = /nicename="([^"]+)"/.exec(term ?? '')?.[1] ?? terms.groups.get(Number(rawValue(text, 'wp:post_id')))
  if (slug !== undefined) return `group ${slug}`
  for (const key of ['_icl_lang_duplicate_of', '_icl_translation_of', '_original_post', '_wpml_original_post']) {
    const value = rawMeta(text, key)
    const number = /^\d+$/.test(value) ? value : numberIn(value)
    if (number !== null) return number
  }
  for (const key of ['_wpml_import_translation_group', '_wpml_trid', 'wpml_trid', '_icl_trid', 'trid']) {
    const value = rawMeta(text, key)
    if (value !== '') return `group ${value}`
  }
  return null
}

function rawContent(text: string): string {
  const value = rawValue(text, 'content:encoded')
  return value.replaceAll(']]]]><![CDATA[>', ']]>')
}

import type { ImageInput, RelatedLinkInput, RelatedLinkKind } from '../../../../schema/models.ts'
import { isRecord } from '../shared/json/json.ts'
import { resolveUrl } from '../shared/address.ts'
import { labelText } from '../../text/one-line.ts'
import { byRole, count, list, text, type Members } from './members.ts'

interface Associated {
  readonly image: ImageInput | null
  readonly links: readonly RelatedLinkInput[]
}

/**
 * What goes with an item: the picture it is led by (the one whose name says so, else the first) and, as links, the
 * texts, videos and galleries that have an address and a title.
 */
export function associated(item: Members, base: string | null): Associated {
  const all = associations(item)
  const pictures = all.filter(({ value }) => isPicture(value))
  const named = pictures.find(({ name }) => /^(?:feature|main|lead|hero|teaser|primary|thumb)/i.test(name))
  const own = isPicture(item) ? [{ name: '', value: item }] : []
  const images = [...(named === undefined ? [] : [named]), ...pictures, ...own].flatMap(
    ({ value }) => imageOf(value, base) ?? [],
  )
  const links = all.filter(({ value }) => !isPicture(value)).flatMap(({ value }) => linkOf(value, base) ?? [])
  return { image: images[0] ?? null, links: [...new Map(links.map((link) => [link.url ?? link.title, link])).values()] }
}

function associations(item: Members): { readonly name: string; readonly value: Members }[] {
  const value = item['associations']
  if (isRecord(value)) {
    // 1.x: one member for each, or a list under one name.
    return Object.entries(value).flatMap(([name, one]) =>
      (Array.isArray(one) ? one : [one]).filter(isRecord).map((inner) => ({ name, value: inner })),
    )
  }
  return list(item, 'associations').map((one) => ({ name: text(one, 'name', 'role', 'rel') ?? '', value: one }))
}

function isPicture(item: Members): boolean {
  const type = text(item, 'type')?.toLowerCase().replace(/^.*:/, '')
  if (type !== undefined) return type === 'picture' || type === 'graphic' || type === 'image'
  return (
    list(item, 'renditions').some((rendition) =>
      /^image/i.test(text(rendition, 'mimetype', 'contentType', 'contenttype', 'mimeType') ?? ''),
    ) || /^image/i.test(text(item, 'mimetype', 'mimeType') ?? '')
  )
}

function imageOf(item: Members, base: string | null): ImageInput | null {
  const best = renditions(item)
    .flatMap((rendition) => {
      const url = resolveUrl(text(rendition, 'href', 'url'), base)
      const type = text(rendition, 'mimetype', 'mimeType', 'contentType', 'contenttype')
      return url === null || (type !== undefined && !/^image/i.test(type))
        ? []
        : [{ url, width: count(rendition, 'width'), height: count(rendition, 'height') }]
    })
    .sort((a, b) => (b.width ?? 0) * (b.height ?? 1) - (a.width ?? 0) * (a.height ?? 1))[0]
  const url = best?.url ?? resolveUrl(text(item, 'href', 'url'), base)
  if (url === null) return null
  const descriptions = list(item, 'descriptions')
  const caption = labelText(
    text(byRole(descriptions, ['caption', '', 'main']) ?? {}, 'value', 'text', 'name') ??
      text(item, 'description_caption', 'description_text', 'caption', 'description_html', 'description') ??
      '',
  )
  const alt = labelText(
    text(descriptions.find((one) => /alt/i.test(text(one, 'role') ?? '')) ?? {}, 'value') ??
      text(item, 'altText', 'alttext', 'alt_text', 'body_text', 'headline') ??
      text(byRole(list(item, 'headlines'), ['main', '']) ?? {}, 'value') ??
      '',
  )
  const credit = labelText(creditOf(item) ?? '')
  return {
    url,
    alt,
    ...(best?.width === undefined ? {} : { width: best.width }),
    ...(best?.height === undefined ? {} : { height: best.height }),
    ...(caption === '' ? {} : { caption }),
    ...(credit === '' ? {} : { credit }),
  }
}

function creditOf(item: Members): string | undefined {
  const by =
    text(item, 'creditline', 'creditLine', 'byline') ??
    text(byRole(list(item, 'by', 'bylines'), ['', 'main']) ?? {}, 'value', 'name')
  const holder = text(item, 'copyrightholder', 'copyrightHolder')
  return by ?? holder ?? text(item, 'copyrightnotice', 'copyrightNotice', 'usageterms')
}

/** 1.x has an object of renditions by name, later versions a list. */
function renditions(item: Members): Members[] {
  const value = item['renditions']
  return isRecord(value) && text(value, 'href') === undefined
    ? Object.values(value).filter(isRecord)
    : list(item, 'renditions')
}

function linkOf(item: Members, base: string | null): RelatedLinkInput | null {
  const title = labelText(
    text(byRole(list(item, 'headlines'), ['main', '']) ?? {}, 'value') ??
      text(item, 'headline', 'title', 'name', 'slugline') ??
      '',
  )
  if (title === '') return null
  const uri = text(item, 'uri')
  const url =
    resolveUrl(text(item, 'href', 'url', 'link'), base) ??
    resolveUrl(text(renditions(item)[0] ?? {}, 'href', 'url'), base) ??
    (uri !== undefined && /^https?:/i.test(uri) ? resolveUrl(uri, null) : null)
  const byline = labelText(
    text(item, 'byline') ?? text(list(item, 'by', 'bylines')[0] ?? {}, 'value', 'byline', 'name') ?? '',
  )
  const kind = kinds[text(item, 'type')?.toLowerCase() ?? '']
  return {
    title,
    ...(url === null ? {} : { url }),
    ...(byline === '' ? {} : { byline }),
    ...(kind === undefined ? {} : { kind }),
  }
}

const kinds: Readonly<Record<string, RelatedLinkKind>> = {
  video: 'VIDEO',
  audio: 'AUDIO',
  composite: 'GALLERY',
  gallery: 'GALLERY',
  document: 'DOCUMENT',
  pdf: 'DOCUMENT',
}

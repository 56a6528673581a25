import type { MediaNs } from 'feedsmith'
import type { FeedCategory, FeedImage, FeedMedia, FeedText } from './feed-entry.ts'

interface MediaParts {
  readonly images: readonly FeedImage[]
  readonly media: readonly FeedMedia[]
  readonly categories: readonly FeedCategory[]
  readonly description: FeedText | undefined
  readonly viewCount: number | undefined
  readonly isVideo: boolean
}

/** What Media RSS says of an entry: pictures with credit and description, files, keywords. */
export function mediaParts(item: MediaNs.ItemOrFeed | undefined): MediaParts {
  const groups = item?.groups ?? []
  const owners = [item ?? {}, ...groups]
  const contents = [
    ...(item?.contents ?? []).map((content) => ({ content, owner: item ?? {} })),
    ...groups.flatMap((group) => (group.contents ?? []).map((content) => ({ content, owner: group }))),
  ]
  const pictures = contents.flatMap(({ content, owner }): FeedImage[] => {
    if (isPortrait(content.url)) return []
    if (!isPicture(content)) return thumbnails(content, owner, 2)
    return [
      {
        ...describe(content, owner),
        url: content.url,
        width: content.width ?? null,
        height: content.height ?? null,
        rank: 5,
      },
    ]
  })
  const files = contents.flatMap(({ content }): FeedMedia[] =>
    isPicture(content)
      ? []
      : [{ url: content.url, type: content.type ?? content.medium, title: content.title?.value, isInside: true }],
  )
  const description = owners.find((owner) => owner.description?.value !== undefined)?.description
  return {
    images: [...pictures, ...owners.flatMap((owner) => thumbnails(owner, owner, 3))],
    media: files,
    categories: [item ?? {}, ...groups, ...(item?.contents ?? [])].flatMap((owner) => [
      ...(owner.keywords ?? []).map((name) => ({ name })),
      ...(owner.categories ?? []).map((category) => ({
        name: category.label ?? category.name ?? '',
        scheme: category.scheme,
      })),
    ]),
    description:
      description?.value === undefined
        ? undefined
        : { kind: description.type === 'html' ? 'html' : 'label', value: description.value },
    viewCount: owners.find((owner) => owner.community?.statistics?.views !== undefined)?.community?.statistics?.views,
    isVideo:
      contents.some(({ content }) => isVideoContent(content)) || owners.some((owner) => owner.embed !== undefined),
  }
}

/** WordPress.com sends the author's portrait before the pictures of a post. */
function isPortrait(url: string | undefined): boolean {
  return /^https?:\/\/[\w.-]*\bgravatar\.com\/avatar\//i.test(url ?? '')
}

function isPicture(content: MediaNs.Content): boolean {
  if (content.medium !== undefined) return content.medium.toLowerCase() === 'image'
  if (content.type !== undefined) return content.type.toLowerCase().startsWith('image')
  return /\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|$)/i.test(content.url ?? '')
}

function isVideoContent(content: MediaNs.Content): boolean {
  return content.medium?.toLowerCase() === 'video' || /^video\/|shockwave-flash/i.test(content.type ?? '')
}

function thumbnails(part: MediaNs.Group, owner: MediaNs.Group, rank: number): FeedImage[] {
  return (part.thumbnails ?? []).map((thumbnail) => ({
    ...describe(part, owner),
    url: thumbnail.url,
    width: thumbnail.width ?? null,
    height: thumbnail.height ?? null,
    rank,
  }))
}

/** Media RSS has one description for what others keep apart: it is the alternative text, and the caption too. */
function describe(part: MediaNs.Group, owner: MediaNs.Group): Pick<FeedImage, 'alt' | 'caption' | 'credit'> {
  const isOwn = part !== owner
  // Beside a credit, which only a picture has, the owner's description is the picture's.
  const shared = isOwn && owner.credits !== undefined ? owner.description?.value : undefined
  const description =
    part.description?.value ?? part.texts?.[0]?.value ?? shared ?? (isOwn ? undefined : owner.texts?.[0]?.value)
  const credits = (part.credits ?? owner.credits ?? []).flatMap((credit) => credit.value ?? [])
  const credit =
    credits.length > 0 ? credits.join(', ') : (part.copyright?.value ?? (isOwn ? undefined : owner.copyright?.value))
  return {
    alt: (isOwn ? (description ?? part.title?.value) : undefined) ?? '',
    caption: isOwn ? (description ?? null) : null,
    credit: credit ?? null,
  }
}

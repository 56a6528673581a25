import { linkTo } from './picture-html.ts'

/** What a shortcode embeds, as an address that can be followed: one that it has, or one made of the number it gives. Null: none. */
export function embedAddress(
  name: string,
  attributes: Readonly<Record<string, string>>,
  values: readonly string[],
  inner: string,
): string | null {
  const candidates = [
    ...addressAttributes.map((key) => attributes[key]),
    ...values,
    ...Object.values(attributes),
    inner,
  ]
  for (const written of candidates) {
    const found = /(?:https?:)?\/\/[^\s<>"'[\]]+/i.exec(written ?? '')?.[0]
    if (found !== undefined && linkTo(found) !== null) return found
  }
  const service = Object.entries(services).find(([key]) => name.includes(key))?.[1]
  const id = [attributes['id'], attributes['video_id'], attributes['username'], ...values, inner.trim()].find(
    (written) => written !== undefined && /^[\w-]{2,40}$/.test(written),
  )
  return service === undefined || id === undefined ? null : service.replace('%', id)
}

const addressAttributes = ['src', 'url', 'link', 'video', 'audio', 'href', 'file', 'mp4', 'id']

/** By a part of the shortcode's name. */
const services: Readonly<Record<string, string>> = {
  youtube: 'https://www.youtube.com/watch?v=%',
  lyte: 'https://www.youtube.com/watch?v=%',
  vimeo: 'https://vimeo.com/%',
  dailymotion: 'https://www.dailymotion.com/video/%',
  ted: 'https://www.ted.com/talks/%',
  tweet: 'https://twitter.com/i/status/%',
  instagram: 'https://www.instagram.com/p/%/',
  gist: 'https://gist.github.com/%',
  wpvideo: 'https://videopress.com/v/%',
  videopress: 'https://videopress.com/v/%',
  slideshare: 'https://www.slideshare.net/slideshow/embed_code/%',
  scribd: 'https://www.scribd.com/document/%',
  soundcloud: 'https://soundcloud.com/%',
  twitch: 'https://www.twitch.tv/videos/%',
}

import { playerLink, playerNames } from '../../../normalise/body/player-link.ts'
import { type DomElement, elementsOf } from './dom.ts'

const names = new Set(playerNames)

/** Whether an element plays or embeds something. */
export function isPlayer(element: DomElement): boolean {
  return names.has(element.localName)
}

/** What an element of a page plays or embeds; a frame without a title counts where it is of a service that texts show. */
export function playerOf(element: DomElement): { readonly url: string; readonly title: string | null } | null {
  const asPlayer = (at: DomElement): Parameters<typeof playerLink>[0] => ({
    name: at.localName,
    attribute: (name) => at.getAttribute(name),
  })
  const found = playerLink(asPlayer(element), elementsOf(element).slice(1).map(asPlayer))
  if (found === null) return null
  const isFrame = /iframe|object|embed/.test(element.localName)
  return !isFrame || found.title !== null || services.test(found.url) ? found : null
}

/** Films, sounds, posts, charts, maps and documents. */
const services =
  /youtube|youtu\.be|vimeo|dailymotion|twitch|tiktok|rutube|bilibili|youku|streamable|jwplayer|brightcove|kaltura|wistia|ted\.com|soundcloud|spotify|bandcamp|mixcloud|podcast|megaphone|acast|omny|buzzsprout|simplecast|twitter|instagram|facebook\.com\/plugins\/(?:video|post)|bsky|mastodon|datawrapper|flourish|infogram|tableau|knightlab|arcgis|openstreetmap|google\.[a-z.]+\/maps|documentcloud|scribd|slideshare|issuu|gist\.github|codepen/i

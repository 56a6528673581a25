import type { Line } from './lines.ts'

interface Page {
  readonly lines: readonly Line[]
  /** Where the article's text ends. */
  readonly from: number
  readonly headlineAt: number
  readonly url: string | undefined
}

const domain =
  /(?<![\p{L}\d@.-])(?:https?:\/\/)?((?:www\.)?(?:[\p{L}\d-]{2,63}\.){1,3}\p{L}{2,24})(?![\p{L}\d@-])(?:\/\S*)?/iu
/** Where others are: networks, shops of apps, mail. */
const others =
  /(?:^|\.)(?:facebook|fb|twitter|x|t|instagram|youtube|youtu|linkedin|telegram|whatsapp|pinterest|reddit|tiktok|google|apple|gmail|outlook|hotmail|yahoo|bit|goo|substack|wordpress|blogspot|mailchimp|paypal|patreon)\.\p{L}{2,5}$/iu
const maxLineWeight = 12
const files = /\.(?:jpe?g|png|gif|webp|pdf|html?|php|aspx?|js|css|txt|docx?)$/iu

/** The host of the page, as whoever imports gives it, as a line of the site around the text names it, or as it is in the site's e-mail; null without. */
export function findHost({ lines, from, headlineAt, url }: Page, email: string | null): string | null {
  const own = URL.parse(url ?? '')?.hostname
  if (own !== undefined && own !== '') return bare(own)
  for (const [at, line] of lines.entries()) {
    if (at > headlineAt && at < from) continue
    const host = line.weight > maxLineWeight ? undefined : domain.exec(line.url ?? line.text)?.[1]
    if (host !== undefined && !others.test(host) && !files.test(host) && !/^\d/.test(host)) return bare(host)
  }
  const house = email?.split('@')[1]
  return house === undefined || others.test(house) ? null : bare(house)
}

function bare(host: string): string {
  return host.toLowerCase().replace(/^www\./, '')
}

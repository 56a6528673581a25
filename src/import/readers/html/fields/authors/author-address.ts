import { absolute, type Page } from '../../page/page.ts'

/** The absolute address of an author's own page; null for a profile in a social network and for the root of a site. */
export function profileAddress(page: Page, href: string | null | undefined): string | null {
  const url = absolute(page, href)
  return url === null || isSocial(url) || new URL(url).pathname.length <= 1 ? null : url
}

function isSocial(url: string): boolean {
  return /^https?:\/\/(?:[\w-]+\.)*(?:facebook|twitter|x|instagram|linkedin|youtube|tiktok|threads|t|bsky|mastodon)\.(?:com|net|me|app|social)\//i.test(
    url,
  )
}

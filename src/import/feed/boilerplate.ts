import { resolveUrl } from '../reading/address.ts'

/**
 * HTML of an entry without what content systems put around its text: WordPress's last paragraph, "The post <title>
 * appeared first on <site>" in any language, told by its two links; Drupal's title, user and date before a teaser.
 */
export function withoutFrame(html: string, url: string | null): string {
  return withoutFields(withoutLastPost(html, url))
}

/** What feed plugins append to each teaser as text: "The post X appeared first on Y." and "Read more". */
export function withoutBoilerplate(text: string): string {
  return text
    .replace(/\s*The post .{1,300} (?:first appeared on|appeared first on) .{1,120}\.?$/u, '')
    .replace(
      /\s*(?:\[link\] \[comments\]|Continue reading(?: ".*"|\.\.\.|…)?(?: →)?|Read more(?: »|…|\.\.\.)?|Weiterlesen(?: …| »)?)$/iu,
      '',
    )
    .trim()
}

function withoutLastPost(html: string, url: string | null): string {
  const at = html.lastIndexOf('<p')
  if (url === null || at === -1 || html.length - at > 3000) return html
  const paragraph =
    /^<p\b[^<>]*>[^<]{0,80}<a\b[^<>]*\shref\s*=\s*["']([^"'<>]+)["'][^<>]*>(?:(?!<\/a>)[\s\S])*<\/a>[^<]{2,80}<a\b[^<>]*\shref\s*=\s*["']([^"'<>]+)["'][^<>]*>(?:(?!<\/a>)[\s\S])*<\/a>[^<]{0,80}(?:<\/p>)?\s*$/i.exec(
      html.slice(at),
    )
  const [post, site] = [paragraph?.[1], paragraph?.[2]].map((link) => URL.parse(resolveUrl(link, url) ?? ''))
  const own = URL.parse(url)
  if (!post || !site || own === null) return html
  const isOwn = post.host === own.host && post.pathname === own.pathname
  return isOwn && site.host === own.host && own.pathname.startsWith(site.pathname.replace(/\/?$/, '/'))
    ? html.slice(0, at).trimEnd()
    : html
}

function withoutFields(html: string): string {
  if (!html.includes('field--name-')) return html
  return html.replace(
    /<span\b[^<>]*\bfield--name-(?:title|uid|created)\b[^<>]*>(?:[^<]|<span\b[^<>]*>[^<]*<\/span>|<(?!\/?span\b))*<\/span>/gi,
    '',
  )
}

import type { ReadOptions } from '../../../../src/import/draft.ts'
import { readWxr } from '../../../../src/import/readers/wxr/read-wxr.ts'
import { flat, readAll } from '../read-all.ts'

/** An export with these records and items. */
export function wxr(
  inner: string,
  { title = 'Quay Gazette', site = 'https://t.example', language = 'en-GB' } = {},
): string {
  return `<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>${title}</title><link>${site}</link><language>${language}</language><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>${site}</wp:base_blog_url>${inner}</channel></rss>`
}

interface PostFields {
  readonly title?: string
  readonly content?: string
  readonly excerpt?: string
  readonly link?: string
  readonly guid?: string
  readonly status?: string
  readonly type?: string
  readonly password?: string
  /** As the export has it. */
  readonly dates?: string
  readonly parent?: number
  readonly meta?: Readonly<Record<string, string>>
  /** More elements of the item. */
  readonly more?: string
}

/** An item of an export; published in March 2026 where it does not say otherwise. */
export function post(id: number, fields: PostFields = {}): string {
  const { title = `Post ${id}`, content = 'Some words.', excerpt = '', status = 'publish', type = 'post' } = fields
  const {
    link = `https://t.example/post-${id}/`,
    guid = `https://t.example/?p=${id}`,
    password = '',
    parent = 0,
  } = fields
  const dates =
    fields.dates ??
    '<wp:post_date>2026-03-02 10:00:00</wp:post_date><wp:post_date_gmt>2026-03-02 09:00:00</wp:post_date_gmt>'
  const meta = Object.entries(fields.meta ?? {}).map(
    ([key, value]) =>
      `<wp:postmeta><wp:meta_key><![CDATA[${key}]]></wp:meta_key><wp:meta_value><![CDATA[${value}]]></wp:meta_value></wp:postmeta>`,
  )
  return `<item><title><![CDATA[${title}]]></title><link>${link}</link><guid isPermaLink="false">${guid}</guid><content:encoded><![CDATA[${content}]]></content:encoded><excerpt:encoded><![CDATA[${excerpt}]]></excerpt:encoded><wp:post_id>${id}</wp:post_id>${dates}<wp:status><![CDATA[${status}]]></wp:status><wp:post_parent>${parent}</wp:post_parent><wp:post_type><![CDATA[${type}]]></wp:post_type><wp:post_password><![CDATA[${password}]]></wp:post_password>${meta.join('')}${fields.more ?? ''}</item>`
}

/** A picture of the media library. */
export function picture(id: number, parent = 0, more: PostFields = {}): string {
  return post(id, {
    type: 'attachment',
    status: 'inherit',
    title: `pic${id}`,
    content: '',
    excerpt: `Caption ${id}`,
    parent,
    ...more,
    meta: { _wp_attachment_image_alt: `Alt ${id}`, ...more.meta },
    more: `<wp:attachment_url>https://t.example/pic${id}.jpg</wp:attachment_url>${more.more ?? ''}`,
  })
}

/** A picture's HTML in a body. */
export function figure(id: number): string {
  return `<figure><img src="https://t.example/pic${id}.jpg" alt="Alt ${id}" /><figcaption>Caption ${id}</figcaption></figure>`
}

/** What is read from an export, flat. */
export async function read(text: string, options: Partial<ReadOptions> = {}): Promise<Record<string, unknown>[]> {
  return (await readAll(readWxr, text, options)).map(flat)
}

/** The HTML of the first article. */
export async function bodyOf(text: string): Promise<unknown> {
  const [first] = await read(text)
  return (first?.['body'] as { html: string } | undefined)?.html
}

import { resolveUrl } from '../shared/address.ts'
import type { Open } from '../shared/decode.ts'
import { labelText } from '../shared/text.ts'
import type { XmlElement } from '../shared/xml.ts'
import { createPictureStore, type MediaFile, type PictureStore } from './picture-store.ts'
import { postType } from './post-type.ts'
import { childText, exportPieces, treeOf } from './first-pass.ts'

/** The attachments with these ids, in ascending order, as images: alternative text, caption, credit and size from what WordPress keeps of them. */
export async function readPictures(open: Open, ids: Float64Array): Promise<PictureStore> {
  using untilRead = new DisposableStack()
  const pictures = untilRead.use(createPictureStore(ids))
  if (ids.length > 0) await addPictures(pictures, open)
  untilRead.move()
  return pictures
}

async function addPictures(pictures: PictureStore, open: Open): Promise<void> {
  for await (const piece of exportPieces(open)) {
    if (piece.kind !== 'record' || piece.name !== 'item' || postType(piece.text) !== 'attachment') continue
    const id = Number(/<wp:post_id>\s*(?:<!\[CDATA\[)?\s*(\d+)/.exec(piece.text)?.[1])
    if (!pictures.has(id)) continue
    const item = treeOf(piece.text)
    const image = item === null ? null : imageOf(item)
    if (image !== null) pictures.add(id, image)
  }
}

/** The value of a post's meta field; empty where there is none. */
export function metaValue(item: XmlElement, key: string): string {
  const meta = item.children.find(
    (child) => child.name === 'wp:postmeta' && childText(child, 'wp:meta_key').trim() === key,
  )
  return meta === undefined ? '' : childText(meta, 'wp:meta_value')
}

function imageOf(item: XmlElement): MediaFile | null {
  const url = resolveUrl(childText(item, 'wp:attachment_url') || childText(item, 'guid'), null)
  if (url === null) return null
  // PHP's own notation: a:5:{s:5:"width";i:1200;s:6:"height";i:800;…s:6:"credit";s:4:"Jane";…}
  const metadata = metaValue(item, '_wp_attachment_metadata')
  const size = /s:5:"width";(?:i:|s:\d+:")(\d+)"?;s:6:"height";(?:i:|s:\d+:")(\d+)"?;/.exec(metadata)
  const credit =
    /s:6:"credit";s:\d+:"(.+?)";/.exec(metadata)?.[1] ?? /s:9:"copyright";s:\d+:"(.+?)";/.exec(metadata)?.[1]
  const caption = labelText(childText(item, 'excerpt:encoded'))
  const image = {
    url,
    alt: labelText(metaValue(item, '_wp_attachment_image_alt')),
    ...(size === null ? {} : { width: Number(size[1]), height: Number(size[2]) }),
    ...(caption === '' ? {} : { caption }),
    ...(credit === undefined ? {} : { credit: labelText(credit) }),
  }
  // A copy of its own: slices would keep the whole record alive.
  return JSON.parse(JSON.stringify({ title: labelText(childText(item, 'title')) || url, image })) as MediaFile
}

import { resolveUrl } from '../../shared/address.ts'
import type { Open } from '../../shared/decode.ts'
import { labelText } from '../../../text/one-line.ts'
import type { XmlElement } from '../../shared/xml.ts'
import { childText, metaValue, rawValue, treeOf } from '../fields.ts'
import type { SiteItems } from './first-items.ts'
import { exportPieces } from './first-pass.ts'
import { createPictureStore, type MediaFile, type PictureStore } from './picture-store.ts'
import { postType } from '../post-type.ts'

/**
 * The second pass through the exports of a site, where its posts need one: the media files that they show, with alternative text,
 * caption, credit and size from what WordPress keeps of them, and the posts that others are translations of.
 */
export async function readPictures(opens: readonly Open[], items: SiteItems): Promise<PictureStore> {
  using untilRead = new DisposableStack()
  const ids = Float64Array.from([...items.visible, ...attachedIds(items)]).sort()
  const pictures = untilRead.use(createPictureStore(ids))
  if (ids.length > 0 || items.wantedOriginals.size > 0) {
    for (const open of opens) await addPictures(pictures, items, open)
  }
  untilRead.move()
  return pictures
}

function attachedIds({ attached, galleries }: SiteItems): number[] {
  if (galleries.size === 0) return []
  return attached.filter((_, index) => index % 3 === 0 && galleries.has(attached[index + 1] ?? Number.NaN))
}

async function addPictures(pictures: PictureStore, items: SiteItems, open: Open): Promise<void> {
  for await (const piece of exportPieces(open)) {
    if (piece.kind !== 'record' || piece.name !== 'item') continue
    if (postType(piece.text) !== 'attachment') {
      if (items.wantedOriginals.size > 0) items.addSecond(piece.text)
      continue
    }
    const id = Number(rawValue(piece.text, 'wp:post_id'))
    if (!pictures.has(id)) continue
    const item = treeOf(piece.text)
    const image = item === null ? null : imageOf(item)
    if (image !== null) pictures.add(id, image)
  }
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

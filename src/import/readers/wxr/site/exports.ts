import { ReadRefused } from '../../../draft.ts'
import type { Part } from '../../../formats.ts'
import { firstPass, type FirstPass, type Site } from './first-pass.ts'
import { SiteItems } from './first-items.ts'
import { SiteTerms } from './first-terms.ts'
import { readPictures } from './pictures.ts'
import type { Pictures, PictureStore } from './picture-store.ts'

/** An export with all that its site's exports know of it. */
export interface PreparedExport {
  readonly pass: FirstPass
  readonly pictures: Pictures
}

/** Exports that were looked through; disposed of when they have been read. */
export interface PreparedExports extends Disposable {
  /** The export by its place in the list. Throws ReadRefused where it is none. */
  readonly get: (index: number) => PreparedExport
}

/**
 * Looks through exports before they are read: WordPress.com and plugins divide a site into several files, and a post may have its
 * picture, its author, its blocks in another. Files of one site, by its address, know what is in all of them.
 */
export async function prepareExports(files: readonly Part[]): Promise<PreparedExports> {
  const sites = new Map<string, Site>()
  const siteOf = (address: string | null): Site => {
    const key = address ?? ''
    const site = sites.get(key) ?? { terms: new SiteTerms(), items: new SiteItems() }
    sites.set(key, site)
    return site
  }
  const passes: (FirstPass | ReadRefused)[] = []
  for (const { open, fileName } of files) passes.push(await firstPass(open, fileName, siteOf).catch(refusal))
  using untilReady = new DisposableStack()
  const stores = new Map<SiteItems, Pictures>()
  for (const { items } of sites.values()) {
    items.finish()
    const opens = files.filter((_, index) => isOf(passes[index], items)).map(({ open }) => open)
    const store = untilReady.use(await readPictures(opens, items))
    stores.set(items, picturesOf(store, items))
  }
  const ready = untilReady.move()
  return {
    get(index) {
      const pass = passes[index]
      if (pass === undefined || pass instanceof ReadRefused) throw pass ?? new ReadRefused('The file was not prepared.')
      return { pass, pictures: stores.get(pass.items) ?? none }
    },
    [Symbol.dispose]: () => ready.dispose(),
  }
}

const none: Pictures = { get: () => undefined, attachedTo: () => [] }

function refusal(error: unknown): ReadRefused {
  if (error instanceof ReadRefused) return error
  throw error
}

function isOf(pass: FirstPass | ReadRefused | undefined, items: SiteItems): boolean {
  return pass !== undefined && !(pass instanceof ReadRefused) && pass.items === items
}

function picturesOf(store: PictureStore, { galleries, attached }: SiteItems): Pictures {
  const byPost = new Map<number, { readonly id: number; readonly order: number }[]>()
  for (let at = 0; at < attached.length; at += 3) {
    const [id = 0, parent = 0, order = 0] = attached.slice(at, at + 3)
    if (!galleries.has(parent)) continue
    const list = byPost.get(parent) ?? []
    list.push({ id, order })
    byPost.set(parent, list)
  }
  return {
    get: store.get,
    attachedTo: (post) =>
      (byPost.get(post) ?? [])
        .toSorted((one, other) => one.order - other.order || one.id - other.id)
        .map(({ id }) => id),
  }
}

import { youAreHere } from '../../../../vocabulary/lines/you-are-here.ts'
import { isRoot } from '../address.ts'
import { elementsOf, namesOf } from '../../page/dom.ts'
import type { Evidence } from '../../evidence.ts'
import { isNode, ldText, ldUrl, listOf, typesOf } from '../../page/json-ld.ts'
import { absolute, type Page, textOf } from '../../page/page.ts'

/** The longest path that a BreadcrumbList gives, without the front page, archives and the page itself; null: none. */
export function linkedBreadcrumb({ ld, page }: Evidence): { names: string[]; source: string } | null {
  const lists = ld.nodes.filter((node) => typesOf(node).includes('BreadcrumbList'))
  let best: string[] = []
  for (const list of lists) {
    const items = listOf(list['itemListElement'])
      .map((value) => ld.resolve(value))
      .filter(isNode)
      .map((item, index) => ({ item, position: Number(item['position'] ?? index + 1) || index + 1 }))
      .toSorted((a, b) => a.position - b.position)
      .map(({ item }) => ({ name: ldText(item['name']) || ldText(ld.resolve(item['item'])), url: ldUrl(item['item']) }))
      // the last step without an address is the page itself
      .filter(
        ({ name, url }, index, all) =>
          name !== '' &&
          !isHomeOrArchive(absolute(page, url)) &&
          !(index === all.length - 1 && all.length > 1 && isSelf(url, page)),
      )
    const names = items.map(({ name }) => name)
    if (names.length > best.length) best = names
  }
  return best.length === 0 ? null : { names: best, source: 'json-ld BreadcrumbList' }
}

/** Whether an address is the front page, or the archive of a year, a month or a day. */
function isHomeOrArchive(address: string | null): boolean {
  return (
    address !== null && (isRoot(address) || /^\/(?:19|20)\d{2}(?:\/\d{1,2}){0,2}\/?$/.test(new URL(address).pathname))
  )
}

function isSelf(url: string, page: Page): boolean {
  const address = absolute(page, url)
  const own = page.base
  return address !== null && own !== null && new URL(address).pathname === own.pathname && own.pathname.length > 1
}

/** The path that readers see: links in an element that is named for it, or behind "You are here"; null: none. */
export function visibleBreadcrumb(page: Page): { names: string[]; source: string } | null {
  const named = page.elements.filter(
    (element) =>
      /(?:^|[\s_-])bread-?crumbs?|(?:^|[\s_-])(?:ariane|brotkrumen|briciole|migas|crumbs|murupolku|okruszki)(?:$|[\s_-])/.test(
        namesOf(element),
      ) ||
      /breadcrumb/i.test(element.getAttribute('aria-label') ?? '') ||
      /BreadcrumbList/.test(element.getAttribute('itemtype') ?? ''),
  )
  for (const element of named) {
    if (page.isConcealed(element)) continue
    const links = elementsOf(element).filter((at) => at.localName === 'a' && textOf(at) !== '')
    if (links.length > 0 && links.length <= 8) return { names: links.map(textOf), source: 'breadcrumb' }
  }
  return spokenPath(page)
}

/** "You are here: Home > Local": links beside one to the front page, under a name for paths or behind such words. */
function spokenPath(page: Page): { names: string[]; source: string } | null {
  for (const home of page.byTag('a').slice(0, maxHomeLinks)) {
    const around = home.parentNode?.localName === 'li' ? home.parentNode.parentNode : home.parentNode
    const address = absolute(page, home.getAttribute('href'))
    if (around === null || around === undefined || address === null || !isRoot(address) || page.isConcealed(around))
      continue
    const links = elementsOf(around).filter((at) => at.localName === 'a' && textOf(at) !== '')
    if (links[0] !== home || links.length < 2 || links.length > 8) continue
    const text = textOf(around)
    if (text.length <= 160 && (pathName.test(namesOf(around)) || youAreHere.test(text)))
      return { names: links.map(textOf), source: 'breadcrumb' }
  }
  return null
}

const maxHomeLinks = 300
const pathName = /(?:^|[\s_-])(?:topic-?path|pankuzu|path|crumb|location|position|weizhi|where)(?:$|[\s_-])/

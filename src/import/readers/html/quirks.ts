/** What a blog is written with is not its publisher. */
export const platforms = anyOf([
  { system: 'Google', pattern: 'blogger|blogspot' },
  { system: 'Automattic', pattern: String.raw`wordpress(?:\.com)?|tumblr` },
  { system: 'Telegram', pattern: String.raw`telegra\.ph|telegram` },
  { system: 'others', pattern: 'medium|substack|wix|squarespace|livejournal|ghost' },
])

/** What a site is called until somebody names it. */
export const unnamedSites = whole([
  { system: 'Wix', pattern: String.raw`(?:my|mysite|new) ?site(?: ?\d+)?` },
  {
    system: 'WordPress',
    pattern: String.raw`my (?:word ?press|blog)(?: (?:blog|site|website))?|site title|just another wordpress site`,
  },
  {
    system: 'others',
    pattern: String.raw`(?:site|website|your site) ?name|(?:my|your|untitled) (?:web)?site|localhost|default`,
  },
])

/** Classes of the little picture of a person or a pen that stands before a writer's name. */
export const personIcons = anyOf([
  { system: 'Font Awesome', pattern: String.raw`fa-user(?:-\w+)?|fa-(?:pen|pencil|feather)(?:-\w+)?` },
  { system: 'Bootstrap', pattern: 'bi-person(?:-fill)?' },
  { system: 'Glyphicons, Themify, Boxicons', pattern: '(?:icon|glyphicon|ti|bx)-(?:user|author|person)' },
  { system: 'themes', pattern: '(?:user|author)-icon' },
])

/** Folders that say nothing of the pictures in them, though their names do elsewhere. */
export const pictureFolders = [{ system: 'Drupal', pattern: /^\/sites\/default\// }]

/** Metas in which a plugin writes a label and beside it a value: the writer, among others. */
export const labelledMetas = [
  { system: 'Yoast SEO', label: 'twitter:label1', value: 'twitter:data1' },
  { system: 'Yoast SEO', label: 'twitter:label2', value: 'twitter:data2' },
]

interface Quirk {
  readonly system: string
  readonly pattern: string
}

/** A whole text that one of the rows describes. */
function whole(rows: readonly Quirk[]): RegExp {
  return new RegExp(`^(?:${rows.map(({ pattern }) => pattern).join('|')})$`, 'i')
}

/** A class, or a whole text, that one of the rows describes. */
function anyOf(rows: readonly Quirk[]): RegExp {
  return new RegExp(String.raw`(?:^|\s)(?:${rows.map(({ pattern }) => pattern).join('|')})(?:$|\s)`, 'i')
}

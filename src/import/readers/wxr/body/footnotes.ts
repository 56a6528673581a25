/** Notes at the end of a post, in their order; empty where there are none. HTML in them stays. */
export function footnoteList(notes: readonly string[]): string {
  return notes.length === 0 ? '' : `\n<ol>${notes.map((note) => `<li>${note}</li>`).join('')}</ol>`
}

/** The notes that WordPress keeps beside a post, as `[{"content":"…","id":"…"}]`. */
export function storedFootnotes(json: string): string[] {
  const list = parsed(json.trim()) ?? parsed(json.trim().replaceAll('\\"', '"'))
  return Array.isArray(list) ? list.flatMap(contentOf) : []
}

function contentOf(note: unknown): string[] {
  if (typeof note !== 'object' || note === null || !('content' in note)) return []
  return typeof note.content === 'string' && note.content.trim() !== '' ? [note.content.trim()] : []
}

/** Notes that stand where they belong, as plugins let authors write them, become numbers, and the notes a list at the end. */
export function withCollectedNotes(html: string): string {
  if (!html.includes('<fn-note>')) return html
  const notes: string[] = []
  const numbered = html.replace(/\s*<fn-note>((?:(?!<fn-note>)[\s\S])*?)<\/fn-note>/g, (_, note: string) => {
    notes.push(note.trim())
    return `<sup>${notes.length}</sup>`
  })
  return `${numbered}${footnoteList(notes)}`
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

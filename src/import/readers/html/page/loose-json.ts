const maxDepth = 100

/**
 * JSON as it stands in the pages of the wild: tried as JSON first, then read loosely: comments and CDATA marks around,
 * raw line breaks and stray quotes in strings, trailing commas, several values after each other, and a cut end.
 * Returns the values found; none where nothing of it is an object or a list. Never throws.
 */
export function readLooseJson(text: string): readonly unknown[] {
  const bare = text
    .replace(/^\s*(?:\/\/\s*|\/\*\s*)?(?:<!--|<!\[CDATA\[)(?:\s*\*\/)?/, '')
    .replace(/(?:\/\/\s*|\/\*\s*)?(?:-->|\]\]>)(?:\s*\*\/)?\s*;?\s*$/, '')
    .trim()
  if (bare === '') return []
  try {
    return [JSON.parse(bare)]
  } catch {
    // some templates escape the whole block for HTML
    return new LooseReader(
      /^[[{]\s*&(?:quot|#34);/.test(bare) ? bare.replace(/&(?:quot|#34);/g, '"').replace(/&amp;/g, '&') : bare,
    ).all()
  }
}

class LooseReader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  all(): unknown[] {
    const values: unknown[] = []
    while (this.#at < this.#text.length) {
      const opening = /[[{]/g
      opening.lastIndex = this.#at
      const start = opening.exec(this.#text)
      if (start === null) break
      this.#at = start.index
      values.push(this.#value(0))
    }
    return values
  }

  #skip(): string {
    for (;;) {
      while (/\s/.test(this.#text.charAt(this.#at))) this.#at += 1
      if (this.#text.startsWith('/*', this.#at)) {
        const end = this.#text.indexOf('*/', this.#at)
        this.#at = end === -1 ? this.#text.length : end + 2
      } else if (this.#text.startsWith('//', this.#at)) {
        const end = this.#text.indexOf('\n', this.#at)
        this.#at = end === -1 ? this.#text.length : end + 1
      } else return this.#text.charAt(this.#at)
    }
  }

  #value(depth: number): unknown {
    const next = this.#skip()
    if (depth > maxDepth) {
      this.#at = this.#text.length
      return null
    }
    if (next === '{') return this.#object(depth)
    if (next === '[') return this.#list(depth)
    if (next === '"') return this.#string()
    const word = /[^\s,:{}[\]"]*/y
    word.lastIndex = this.#at
    const found = word.exec(this.#text)?.[0] ?? ''
    this.#at += Math.max(1, found.length)
    if (found === 'true') return true
    if (found === 'false') return false
    return /^-?\d+(?:\.\d+)?$/.test(found) ? Number(found) : null
  }

  #object(depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {}
    this.#at += 1
    for (;;) {
      const next = this.#skip()
      if (next === '' || next === '}') {
        this.#at += 1
        return object
      }
      if (next !== '"') {
        this.#at += 1
        continue
      }
      const key = this.#string()
      if (this.#skip() !== ':') continue
      this.#at += 1
      const value = this.#value(depth + 1)
      if (key !== '__proto__') object[key] ??= value
    }
  }

  #list(depth: number): unknown[] {
    const list: unknown[] = []
    this.#at += 1
    for (;;) {
      const next = this.#skip()
      if (next === '' || next === ']') {
        this.#at += 1
        return list
      }
      // a list whose end was forgotten stops where the object around it goes on
      if (next === '}') return list
      if (next === ',') this.#at += 1
      else list.push(this.#value(depth + 1))
    }
  }

  #string(): string {
    let value = ''
    this.#at += 1
    while (this.#at < this.#text.length) {
      const character = this.#text.charAt(this.#at)
      this.#at += 1
      if (character === '\\') value += this.#escaped()
      else if (character === '"' && this.#closes()) break
      else value += character
    }
    return value
  }

  /** A quote closes its string when what follows is JSON's own punctuation: editors forget to escape quotations. */
  #closes(): boolean {
    const after = /\s*(.?)/y
    after.lastIndex = this.#at
    const next = after.exec(this.#text)?.[1] ?? ''
    return next === '' || ',:}]'.includes(next)
  }

  #escaped(): string {
    const letter = this.#text.charAt(this.#at)
    this.#at += 1
    if (letter === 'u') {
      const code = this.#text.slice(this.#at, this.#at + 4)
      if (!/^[\da-f]{4}$/i.test(code)) return ''
      this.#at += 4
      return String.fromCharCode(Number.parseInt(code, 16))
    }
    return { n: '\n', t: ' ', r: '', b: '', f: '' }[letter] ?? letter
  }
}

import { glob, lstat, readdir, realpath, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'

/** A file to import, or a name that is refused and why. `name` is how the person who imports would call it. */
export type FoundFile =
  | { readonly name: string; readonly path: string; readonly kind: 'file' | 'stream'; readonly bytes: number }
  | { readonly name: string; readonly refused: string }

/**
 * The files that names mean: files, directories with all in them (in the order of their names), patterns like `pages/*.html`, `-` for
 * standard input. Nothing outside a named directory is touched: links that leave it are refused, and links that stay in it
 * are passed over, since what they lead to comes anyway. Hidden files are passed over.
 */
export async function* listFiles(names: readonly string[]): AsyncGenerator<FoundFile> {
  for (const name of names) yield* filesOf(name)
}

async function* filesOf(name: string): AsyncGenerator<FoundFile> {
  if (name === '-') return yield { name: 'stdin', path: '-', kind: 'stream', bytes: 0 }
  if (name.includes('\0')) return yield { name, refused: 'the name holds a NUL character' }
  const found = await stat(name).catch(codeOf)
  if (typeof found !== 'string') {
    if (found.isDirectory()) return yield* filesIn(name, await realpath(name))
    return yield { name, path: name, kind: found.isFile() ? 'file' : 'stream', bytes: found.size }
  }
  if (!/[*?[{]/.test(name)) return yield { name, refused: reasonOf(found) }
  let count = 0
  for (const match of await matches(name)) {
    count++
    yield* filesOf(match)
  }
  if (count === 0) yield { name, refused: 'nothing has such a name' }
}

async function matches(pattern: string): Promise<string[]> {
  const found: string[] = []
  for await (const path of glob(pattern)) if (!basename(path).startsWith('.')) found.push(path)
  return found.sort()
}

async function* filesIn(directory: string, root: string): AsyncGenerator<FoundFile> {
  const entries = await readdir(directory).catch(codeOf)
  if (typeof entries === 'string') return yield { name: directory, refused: reasonOf(entries) }
  for (const entry of entries.sort()) {
    if (entry.startsWith('.')) continue
    const path = join(directory, entry)
    const found = await lstat(path).catch(codeOf)
    if (typeof found === 'string') yield { name: path, refused: reasonOf(found) }
    else if (found.isSymbolicLink()) yield* refusedLink(path, root)
    else if (found.isDirectory()) yield* filesIn(path, root)
    else if (found.isFile()) yield { name: path, path, kind: 'file', bytes: found.size }
    else yield { name: path, refused: 'it is neither a file nor a directory' }
  }
}

async function* refusedLink(path: string, root: string): AsyncGenerator<FoundFile> {
  const target = await realpath(path).catch(() => null)
  if (target === null) return yield { name: path, refused: 'it is a link that leads nowhere' }
  const way = relative(root, target)
  if (way === '..' || way.startsWith(`..${sep}`))
    yield { name: path, refused: 'it is a link that leaves the directory that was named' }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}

function reasonOf(code: string): string {
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be read'
  if (code === 'ELOOP') return 'it is a link that leads to itself'
  if (code === 'ENAMETOOLONG') return 'its name is too long'
  return `it cannot be read (${code})`
}

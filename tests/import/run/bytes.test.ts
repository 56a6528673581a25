import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { ReadRefused } from '../../../src/import/draft.ts'
import { detectFormat } from '../../../src/import/run/detect-format.ts'
import { openSource } from '../../../src/import/run/source-file.ts'

const folder = await mkdtemp(join(tmpdir(), 'masthead-test-'))
afterAll(() => rm(folder, { recursive: true }))

async function opened(bytes: Uint8Array): Promise<{ head: Buffer; whole: Buffer }> {
  const path = join(folder, 'file')
  await writeFile(path, bytes)
  const file = await openSource(path, 'file')
  const parts: Uint8Array[] = []
  for await (const part of file.open()) parts.push(part)
  await file.close()
  return { head: Buffer.from(file.head), whole: Buffer.concat(parts) }
}

describe('a compressed file', () => {
  const feed = Buffer.from(
    `<rss version="2.0"><channel><title>T</title>${'<item><guid>1</guid></item>'.repeat(9_000)}</channel></rss>`,
  )

  it('is read as what it holds', async () => {
    const { head, whole } = await opened(gzipSync(feed))
    expect(whole.equals(feed)).toBe(true)
    expect(head.equals(feed.subarray(0, 65_536))).toBe(true)
    expect(detectFormat(head, 'a.xml.gz')).toBe('feed')
  })

  it('that is cut or damaged is refused', async () => {
    const packed = gzipSync(feed)
    await expect(opened(packed.subarray(0, packed.length - 20))).rejects.toThrow(ReadRefused)
    const broken = Buffer.from(packed)
    broken.fill(0xff, 30, 60)
    await expect(opened(broken)).rejects.toThrow(/compressed \(gzip\), and damaged/)
  })

  it('that grows out of all proportion is refused', async () => {
    await expect(opened(gzipSync(Buffer.alloc(200 * 2 ** 20)))).rejects.toThrow(/unpacks to more than 200 times/)
  })

  it('in a compressed file is refused', async () => {
    const { head } = await opened(gzipSync(gzipSync(feed)))
    expect(() => detectFormat(head, 'a.gz.gz')).toThrow(ReadRefused)
  })
})

describe('zero bytes', () => {
  const page = `<!doctype html><html><head><title>T</title></head><body>${'<p>Some words.</p>'.repeat(500)}</body></html>`

  it('one far inside makes no page binary', () => {
    expect(detectFormat(Buffer.from(page.replace('</body>', '\0</body>')), 'a.html')).toBe('html')
    expect(detectFormat(Buffer.from(`A short line.\0\n\n${'Another one of a few words. '.repeat(9)}`), 'a.txt')).toBe(
      'page-text',
    )
  })

  it('many do', () => {
    expect(() => detectFormat(Buffer.from(page.replaceAll(' ', '\0')), 'a.html')).toThrow(ReadRefused)
  })
})

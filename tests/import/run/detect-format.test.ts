import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectFormat } from '../../../src/import/run/detect-format.ts'
import { ReadRefused } from '../../../src/import/draft.ts'
import { cpuMs } from '../../support/cpu-time.ts'
import { fixture } from '../readers/read-all.ts'

const detect = (content: string | Uint8Array): string =>
  detectFormat(typeof content === 'string' ? Buffer.from(content) : content, 'file')

describe('formats are told by what a file holds', () => {
  it.each([
    ['wordpress.rss', 'feed'],
    ['media.rss', 'feed'],
    ['blog.atom', 'feed'],
    ['government.rdf', 'feed'],
    ['broken.rss', 'feed'],
    ['link-blog.json', 'feed'],
    ['courier.wxr', 'wxr'],
    ['agency.ninjs.json', 'ninjs'],
  ])('%s is %s', (name, format) => {
    expect(detect(fixture(name).subarray(0, 65_536))).toBe(format)
  })

  it.each([
    ['<!doctype html><title>x</title>', 'html'],
    ['\ufeff \n<!-- saved from url=(0014)about:internet -->\n<HTML><head>', 'html'],
    [
      '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html xmlns="http://www.w3.org/1999/xhtml">',
      'html',
    ],
    ['<div class="article"><h1>Title</h1><p>Text</p></div>', 'html'],
    ['<article>\n<h1>Title</h1></article>', 'html'],
    ['<!-- a comment with <rss> in it --><html><body>', 'html'],
    ['Warning: x in y.php\n<?xml version="1.0"?><rss version="2.0"><channel>', 'feed'],
    ['<a:feed xmlns:a="http://www.w3.org/2005/Atom"></a:feed>', 'feed'],
    ['{"externalId":"1","headline":"H"}\n{"externalId":"2"}', 'ndjson'],
    ['[{"externalId":"1"}]', 'ndjson'],
    ['{"a":1}', 'ndjson'],
    ['{"version":"https://jsonfeed.org/version/1","items":[]}', 'feed'],
    ['{"uri":"urn:1","headlines":[]}', 'ninjs'],
    ['[{"guid":"urn:1","pubstatus":"usable"}]', 'ninjs'],
    ['{"uri":"urn:1","type":"picture"}', 'ninjs'],
    ['{"uri":"urn:1","type":"event","name":"Ferry day"}', 'ninjs'],
    ['{"uri":"urn:1","type":"text","language":"en","headline":"Ferry"}', 'ninjs'],
    ['{"type":"text","headline":"Ferry","body_text":"It is back."}', 'ninjs'],
    ['{"guid":"urn:1","type":"planning","planning_item":"urn:2","coverages":[]}', 'ninjs'],
    ['{"uri":"urn:1","renditions":{"original":{"href":"https://i.example/1.jpg"}}}', 'ninjs'],
    ['{"externalId":"1","headline":"Ferry","type":"ARTICLE"}', 'ndjson'],
    ['The Harbour Courier\n\nFerry returns to Pier 4\nBy Jane Roe\n\nIt was <b>late</b>.', 'page-text'],
    ['Notes on if a < b and c > d', 'page-text'],
    ['[Advertisement]\nFerry returns', 'page-text'],
    ['# A title\n\nSome *text*.', 'page-text'],
  ])('%j is %s', (content, format) => {
    expect(detect(content)).toBe(format)
  })

  it('also in UTF-16 and in one-byte encodings', () => {
    expect(detect(Buffer.from('\ufeff<html><body>x', 'utf16le'))).toBe('html')
    expect(detect(Buffer.from('<rss version="2.0"><channel>', 'utf16le'))).toBe('feed')
    expect(detect(Buffer.from('Caf\xe9 \xa0 \x93Zitat\x94 am Meer', 'latin1'))).toBe('page-text')
  })
})

describe('what no reader reads is refused by name', () => {
  it.each<[string, string | Uint8Array]>([
    ['empty', ''],
    ['empty', ' \n\t '],
    ['PDF', '%PDF-1.7\n'],
    ['ZIP', Buffer.from([0x50, 0x4b, 3, 4, 0])],
    ['gzip', Buffer.from([0x1f, 0x8b, 8])],
    ['PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13])],
    ['JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ['binary', Buffer.from([1, 2, 3, 0, 0, 9, 200, 201, 7])],
    ['RTF', '{\\rtf1 x}'],
    ['sitemap', '<?xml version="1.0"?><urlset xmlns="x"><url>'],
    ['OPML', '<opml version="2.0"><body>'],
    ['NewsML-G2', '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">'],
    ['<foo>', '<?xml version="1.0"?><foo/>'],
    ['MHTML', 'From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n'],
    ['no feed', '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>'],
  ])('%s', (word, content) => {
    expect(() => detect(content)).toThrow(ReadRefused)
    expect(() => detect(content)).toThrow(word)
  })

  it('and nothing else is thrown, in no time to speak of', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          try {
            detect(bytes)
          } catch (error) {
            expect(error).toBeInstanceOf(ReadRefused)
          }
        },
      ),
      { numRuns: 500 },
    )
    const started = cpuMs()
    for (const part of ['<', '<!', '<!--', '<!x[', '<?', '<a ', '{"uri', ' ', '[', '<x:']) {
      try {
        detect(part.repeat(65_536 / part.length))
      } catch (error) {
        expect(error).toBeInstanceOf(ReadRefused)
      }
    }
    expect(cpuMs() - started).toBeLessThan(3000)
  })
})

import type { LookupAddress } from 'node:dns'
import { describe, expect, test } from 'vitest'
import { createUrlRules, UrlRefused } from '../../src/sync/url-rules.ts'

const resolvesTo = (...addresses: string[]) =>
  ((_name, done) =>
    done(
      null,
      addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) satisfies Parameters<typeof createUrlRules>[1]

const refusal = (url: string, allowed: string[] = []): string | null => {
  try {
    createUrlRules(allowed).check(new URL(url))
    return null
  } catch (error) {
    return error instanceof UrlRefused ? error.message : `unexpected: ${String(error)}`
  }
}

const lookUp = (name: string, addresses: string[], allowed: string[] = []) =>
  new Promise<unknown>((resolve) => {
    createUrlRules(allowed, resolvesTo(...addresses)).lookupFor(new URL(`http://${name}/`))(
      name,
      { all: true },
      (error, found) => resolve(error ?? found),
    )
  })

describe('addresses that feeds are fetched from', () => {
  test.each([
    'https://www.example.org/feed.xml',
    'http://example.org:8080/feed',
    'https://example.org:8443/feed',
    'http://8.8.8.8/feed',
    'http://[2606:4700::1111]/feed',
    'https://xn--mnchen-3ya.example/feed',
    'https://example.org./feed',
  ])('%s is one', (url) => {
    expect(refusal(url)).toBeNull()
  })

  test.each([
    'file:///etc/passwd',
    'gopher://example.org/1',
    'ftp://example.org/feed',
    'data:text/xml,<rss/>',
    'javascript:1',
    'http://127.0.0.1/',
    'http://127.1/',
    'http://127.255.255.254/',
    'http://2130706433/', // decimal
    'http://017700000001/', // octal
    'http://0x7f000001/', // hexadecimal
    'http://0x7f.0.0.1/',
    'http://0177.0.0.1/',
    'http://127.0.0.1./',
    'http://１２７.０.０.１/', // full-width digits
    'http://[::1]/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[::127.0.0.1]/',
    'http://[64:ff9b::127.0.0.1]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[64:ff9b:1::1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001::1]/',
    'http://[2001:db8::1]/',
    'http://[3fff::1]/',
    'http://[fe80::1]/',
    'http://[fec0::1]/',
    'http://[fc00::1]/',
    'http://[fd12:3456::1]/',
    'http://[fd00:ec2::254]/',
    'http://[ff02::1]/',
    'http://0.0.0.0/',
    'http://0/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://172.31.255.255/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://2852039166/', // the same in decimal
    'http://100.100.100.200/',
    'http://168.63.129.16/',
    'http://192.0.0.192/',
    'http://192.0.2.1/',
    'http://198.18.0.1/',
    'http://198.51.100.1/',
    'http://203.0.113.1/',
    'http://224.0.0.1/',
    'http://240.0.0.1/',
    'http://255.255.255.255/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://feeds.localhost/',
    'http://localhost.localdomain/',
    'http://ip6-localhost/',
    'http://metadata/',
    'http://metadata.google.internal/',
    'http://Metadata.Google.Internal./computeMetadata/v1/',
    'http://instance-data/',
    'http://cms/',
    'http://cms.internal/',
    'http://printer.local/',
    'http://user:secret@example.org/',
    'http://user@example.org/',
    'http://example.org:22/',
    'http://example.org:6379/',
    'http://example.org:5432/',
    'https://example.org:25/',
  ])('%s is none', (url) => {
    expect(refusal(url)).toMatch(/^IMPORT_URL_REFUSED: /)
    expect(refusal(url)).not.toContain('secret')
  })

  test('what the operator lists is one, by name, by address with port and by block, and nothing beside it', () => {
    const allowed = ['cms.internal:9000', 'CMS.internal.', '127.0.0.1:3456', '10.1.0.0/16', 'fd12::/16']
    expect(refusal('http://cms.internal:9000/feed', allowed)).toBeNull()
    expect(refusal('http://cms.internal/feed', allowed)).toBeNull()
    expect(refusal('http://127.0.0.1:3456/feed', allowed)).toBeNull()
    expect(refusal('http://10.1.2.3/feed', allowed)).toBeNull()
    expect(refusal('http://[fd12::5]/feed', allowed)).toBeNull()
    expect(refusal('http://[::ffff:10.1.2.3]/feed', allowed)).toBeNull()
    for (const url of [
      'http://cms.internal:9001/feed',
      'http://other.internal:9000/',
      'http://127.0.0.1:3457/feed',
      'http://127.0.0.1/feed',
      'http://127.0.0.2:3456/',
      'http://10.2.0.1/feed',
      'http://10.1.2.3:22/feed',
    ]) {
      expect(refusal(url, allowed)).toMatch(/^IMPORT_URL_REFUSED: /)
    }
  })

  test('what is nowhere stays refused whatever the operator lists', () => {
    expect(refusal('http://169.254.169.254/', ['169.254.0.0/16', '169.254.169.254'])).toMatch(/no address of a public/)
  })

  test('a name that resolves to a public address is connected to', async () => {
    expect(await lookUp('example.org', ['93.184.215.14', '2606:4700::1111'])).toEqual([
      { address: '93.184.215.14', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ])
  })

  test.each([
    ['127.0.0.1'],
    ['::1'],
    ['::ffff:10.0.0.1'],
    ['169.254.169.254'],
    ['fe80::1%eth0'],
    ['93.184.215.14', '10.0.0.1'],
  ])('a public name that resolves to %s is refused when it is connected', async (...addresses) => {
    expect(await lookUp('example.org', addresses)).toBeInstanceOf(UrlRefused)
  })

  test('an allowed name may resolve to an address inside, but not to a metadata service', async () => {
    expect(await lookUp('cms.internal', ['10.0.0.1'], ['cms.internal'])).toEqual([{ address: '10.0.0.1', family: 4 }])
    expect(await lookUp('cms.internal', ['169.254.169.254'], ['cms.internal'])).toBeInstanceOf(UrlRefused)
    expect(await lookUp('other.internal', ['10.0.0.1'], ['cms.internal'])).toBeInstanceOf(UrlRefused)
  })
})

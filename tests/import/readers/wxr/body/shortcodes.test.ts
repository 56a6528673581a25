import { describe, expect, it } from 'vitest'
import { postHtml } from '../../../../../src/import/readers/wxr/body/content.ts'
import { BodyFindings } from '../../../../../src/import/readers/wxr/body/post-parts.ts'
import { cpuMs } from '../../../../support/cpu-time.ts'

const htmlOf = (written: string): string => postHtml(written, null)
const note = (written: string): string | null => {
  const findings = new BodyFindings()
  postHtml(written, null, null, findings)
  return findings.note()?.message ?? null
}
const inBlock = (text: string): string => `<!-- wp:paragraph -->\n<p>${text}</p>\n<!-- /wp:paragraph -->`

describe('brackets in prose stay as they were typed', () => {
  const words =
    'more clear Ted TED Facebook Twitter Instagram Spotify YouTube Vimeo Video video audio gallery playlist ad ads hr divider separator newsletter toc iframe redacted laughs sic 1'
      .split(' ')
      .concat([
        'the treasurer',
        'TED talks',
        'ted talks',
        'Tweet deleted',
        'Facebook and Twitter',
        'the ad',
        'his video',
        'video killed the radio star',
        'emphasis added',
        'Mr Smith',
        'A 12',
        'x = 5',
        'if x = 5',
        'where a=b',
        'ad space = 5',
        'gallery of ours',
        'caption',
        'quote',
        'note',
        'column 3',
        'audio unclear',
        'sound of laughter, "ha"',
        'Gallery ids="1"',
        'Caption]x[/Caption',
        'this "so-called" plan',
        '/sarcasm',
        "Editor's note: an earlier version gave the wrong year.",
        'Update 3 p.m.: it has been called off',
        'see also http://a.example/b',
        'he/she/they',
        '…',
      ])

  it.each(words)('[%s]', (word) => {
    const typed = `"before [${word}] after," said the mayor.`
    expect(htmlOf(typed)).toBe(`<p>${typed}</p>`)
    expect(htmlOf(inBlock(typed))).toBe(`<p>${typed}</p>`)
    expect(note(typed)).toBeNull()
  })

  it.each([
    'May [read our <a href="https://t.example/x/">earlier report</a>] the company said.',
    'Leith [and raised in <a href="https://t.example/tag/">Fife</a>, as he says] and went.',
    '[Update: the <a href="https://t.example/x/">inquiry</a> is off.]',
    '[<em>sic</em>] and [gallery <b>of</b> rogues]',
    'a[i] = b[j] and [a, b] and [] and [[wiki link]] and [link](https://t.example/)',
    'An array [0] of [ "a", "b" ] values',
    '[Name withheld]',
    '[laughs]',
  ])('%s', (typed) => {
    expect(htmlOf(typed)).toBe(`<p>${typed}</p>`)
    expect(htmlOf(inBlock(typed))).toBe(`<p>${typed}</p>`)
  })

  it('code and listings keep theirs', () => {
    expect(htmlOf('<pre>[gallery ids="1"]\n[box a="b"]x[/box]</pre>')).toBe(
      '<pre>[gallery ids="1"]\n[box a="b"]x[/box]</pre>',
    )
    expect(htmlOf('Type <code>[audio src="a.mp3"]</code> there.')).toBe(
      '<p>Type <code>[audio src="a.mp3"]</code> there.</p>',
    )
    expect(htmlOf('[code]a[0] = "[b]";[/code]')).toBe('<pre>a[0] = "[b]";</pre>')
  })

  it('attributes of tags keep theirs', () => {
    expect(htmlOf('<a href="https://t.example/" title="a [box a=1] b">x</a>')).toContain('title="a [box a=1] b"')
  })
})

describe('shortcodes', () => {
  it.each([
    ['A\n\n[gallery ids="1,2"]\n\nB', '<p>A</p>\n<p>B</p>'],
    ['<p>[gallery]</p>', ''],
    ['A\n\n[toc]\n\nB', '<p>A</p>\n<p>B</p>'],
    ['A [contact-form-7 id="12" title="Write [us]"] B', '<p>A  B</p>'],
    ['A\n\n[contact-form][contact-field label="Name" type="text" /][/contact-form]\n\nB', '<p>A</p>\n<p>B</p>'],
    ['<p>[box color="red"]kept[/box]</p>', '<p>kept</p>'],
    ['[unknown]kept [sic] too[/unknown]', '<p>kept [sic] too</p>'],
    ['[dropcap]T[/dropcap]he ferry', '<p>The ferry</p>'],
    ['[row][column width="1/2"]One\n\nTwo[/column][column]Three[/column][/row]', '<p>One</p>\n<p>TwoThree</p>'],
    ['A\n\n[widget color="red" size="2"]\n\nB', '<p>A</p>\n<p>B</p>'],
    ['[[gallery]]', '<p>[gallery]</p>'],
    ['[[gallery ids="1"]] and [[caption]x[/caption]]', '<p>[gallery ids="1"] and [caption]x[/caption]</p>'],
    ['[[the public library]]', '<p>[[the public library]]</p>'],
    [
      '[infobox title="Hours [summer]"]Nine to five.[/infobox]',
      '<p><strong>Hours [summer]</strong></p>\n<p>Nine to five.</p>',
    ],
    [
      '[pullquote content="Bring [[the library]] to people" align="right" credit="Ann Lee" /]',
      '<blockquote><p>Bring [the library] to people</p>\n<p><cite>Ann Lee</cite></p></blockquote>',
    ],
    [
      '[pullquote align="left"]A quote [sic] inside[/pullquote]',
      '<blockquote><p>A quote [sic] inside</p></blockquote>',
    ],
    ['[youtube https://video.example/1]', '<p><a href="https://video.example/1">https://video.example/1</a></p>'],
    [
      '[youtube=https://video.example/2&w=1]',
      '<p><a href="https://video.example/2&amp;w=1">https://video.example/2&amp;w=1</a></p>',
    ],
    ['[vimeo 777]', '<p><a href="https://vimeo.com/777">https://vimeo.com/777</a></p>'],
    [
      '[youtube id="abc-1_2"]',
      '<p><a href="https://www.youtube.com/watch?v=abc-1_2">https://www.youtube.com/watch?v=abc-1_2</a></p>',
    ],
    ['[embed width="3"]https://v.example/1[/embed]', '<p><a href="https://v.example/1">https://v.example/1</a></p>'],
    [
      '[audio mp3="https://v.example/a.mp3"][/audio]',
      '<p><a href="https://v.example/a.mp3">https://v.example/a.mp3</a></p>',
    ],
    ['[audio:https://v.example/a.mp3]', '<p><a href="https://v.example/a.mp3">https://v.example/a.mp3</a></p>'],
    [
      '[caption width="3" caption="Old [way]"]<img src="a.jpg" />[/caption]',
      '<figure><img src="a.jpg" /><figcaption>Old [way]</figcaption></figure>',
    ],
    [
      '[caption id=a1 align=left]<a href="b"><img src="a.jpg" /></a> A <b>view</b> [archive][/caption]',
      '<figure><a href="b"><img src="a.jpg" /></a><figcaption>A <b>view</b> [archive]</figcaption></figure>',
    ],
    [
      'Figures.[mfn]From the ledger.[/mfn] More.',
      '<p>Figures.<sup>1</sup> More.</p>\n<ol><li>From the ledger.</li></ol>',
    ],
    ['[quote author=“Ann Lee”]Words[/quote]', '<blockquote><p>Words</p>\n<p><cite>Ann Lee</cite></p></blockquote>'],
  ])('%s', (written, html) => {
    expect(htmlOf(written)).toBe(html)
  })

  it('of page builders: what they keep in base64 is read, scripts are left out', () => {
    const packed = (text: string): string => Buffer.from(text).toString('base64')
    const raw = packed(encodeURIComponent('<p>From the builder [sic]</p>'))
    expect(htmlOf(`[vc_row][vc_column width="1/2"][vc_raw_html]${raw}[/vc_raw_html][/vc_column][/vc_row]`)).toBe(
      '<p>From the builder [sic]</p>',
    )
    expect(htmlOf(`[fusion_code]${packed('<p>Avada ä</p>')}[/fusion_code]`)).toBe('<p>Avada ä</p>')
    expect(htmlOf(`[vc_raw_js]${packed('alert(1)')}[/vc_raw_js]A`)).toBe('<p>A</p>')
    expect(
      htmlOf(
        '[et_pb_section admin_label="x"][et_pb_text]<p>Divi</p>[/et_pb_text][et_pb_image src="https://t.example/a.jpg" alt="Q" /][/et_pb_section]',
      ),
    ).toBe('<p>Divi</p>\n<figure><img src="https://t.example/a.jpg" alt="Q" /></figure>')
    expect(htmlOf('[vc_custom_heading text="Part two" font="h2"]')).toBe('<h3>Part two</h3>')
  })

  it('what was left out is counted', () => {
    expect(note('[toc]\n\n[rev_slider alias="a"]\n\n[rev_slider alias="b"]\n\n[gallery]')).toBe(
      'Left out: 2 [rev_slider], 1 [gallery], 1 [toc].',
    )
    expect(note('<!-- wp:latest-posts {"postsToShow":3} /-->')).toBe('Left out: 1 block latest-posts.')
    expect(note('<!-- wp:shortcode -->\n[my_own_thing]\n<!-- /wp:shortcode -->')).toBe('Left out: 1 [my_own_thing].')
  })

  it('for members only say so', () => {
    const findings = new BodyFindings()
    expect(postHtml('Free.\n\n[restrict]Paid.[/restrict]', null, null, findings)).toBe('<p>Free.</p>\n<p>Paid.</p>')
    expect(findings.isForMembers).toBe(true)
  })

  it('by the hundred thousand take no time to speak of', () => {
    const started = cpuMs()
    for (const text of [
      '[a b="',
      '[a b=“',
      '[box]',
      '[box a="b"]',
      '[[a]]',
      '[caption]',
      '[/box]',
      '[x y=1 ',
      '[fn]',
      '<pre>[',
    ]) {
      htmlOf(`x${text.repeat(100_000)}”"x`)
    }
    expect(cpuMs() - started).toBeLessThan(20_000)
  })
})

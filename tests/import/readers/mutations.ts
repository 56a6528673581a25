import fc from 'fast-check'

/** Bytes of a file with some cut, doubled, overwritten or swapped, as bad disks, lines and scripts do it. */
export function mutations(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const offset = fc.nat(Math.max(0, bytes.length - 1))
  const change = fc.oneof(
    fc.record({ kind: fc.constant('cut' as const), at: offset, length: fc.nat(200) }),
    fc.record({ kind: fc.constant('put' as const), at: offset, text: fc.constantFrom(...splices) }),
    fc.record({ kind: fc.constant('raw' as const), at: offset, raw: fc.uint8Array({ minLength: 1, maxLength: 8 }) }),
    fc.record({ kind: fc.constant('end' as const), at: offset }),
    fc.record({ kind: fc.constant('twice' as const), at: offset, length: fc.nat(400) }),
  )
  return fc.array(change, { minLength: 1, maxLength: 6 }).map((changes) => {
    let result = Buffer.from(bytes)
    for (const one of changes) {
      const before = result.subarray(0, one.at)
      const after = result.subarray(one.at)
      if (one.kind === 'cut') result = Buffer.concat([before, after.subarray(one.length)])
      else if (one.kind === 'put') result = Buffer.concat([before, Buffer.from(one.text), after])
      else if (one.kind === 'raw')
        result = Buffer.concat([before, Buffer.from(one.raw), after.subarray(one.raw.length)])
      else if (one.kind === 'end') result = Buffer.from(before)
      else result = Buffer.concat([before, after.subarray(0, one.length), after])
    }
    return result
  })
}

const splices = [
  '<',
  '>',
  '&',
  '"',
  "'",
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?',
  '?>',
  '<!DOCTYPE x [',
  '<!ENTITY a "b">',
  '&nbsp;',
  '&#0;',
  '&#xFFFFFF;',
  '\0',
  '\u0007',
  '\ud83d',
  '<item>',
  '</item>',
  '<entry>',
  '</entry>',
  '{',
  '}',
  '[',
  ']',
  ',',
  '\n',
  '\r\n',
  '\ufeff',
  'null',
  '1e999',
  '"__proto__":{"x":1},',
  '\\u0000',
  'xmlns:x="y"',
  '<x:y>',
  '[caption]',
  '[/caption]',
]

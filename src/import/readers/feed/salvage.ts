/**
 * An entry whose texts hold markup that is not escaped and not closed ("Two <b>bold"), with those texts as CDATA, so
 * that they are read as the HTML they are. What is CDATA or XHTML already stays.
 */
export function withMarkupAsText(entry: string): string {
  return entry.replace(
    /<((?:[\w-]+:)?(?:title|description|encoded|summary|content))((?:\s[^<>]*)?)(?<!\/)>((?:(?!<\1[\s>])[\s\S])*?)<\/\1\s*>/gi,
    (whole: string, name: string, attributes: string, inner: string) =>
      !inner.includes('<') || inner.includes('<![CDATA[') || /xhtml/i.test(attributes)
        ? whole
        : `<${name}${attributes}><![CDATA[${inner.replaceAll(']]>', ']]&gt;')}]]></${name}>`,
  )
}

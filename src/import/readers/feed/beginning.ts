/** The beginning of a text that streams in, of `chars` characters or a little more. */
export async function beginning(texts: AsyncIterable<string>, chars: number): Promise<string> {
  let head = ''
  for await (const text of texts) {
    head += text
    if (head.length >= chars) break
  }
  return head
}

/** Ends with a stop, not with the mark that many titles end with. */
export function isStopped(text: string): boolean {
  return /[.…。।۔](?:["”»“)」』]|\s)*$/u.test(text) && !/\p{L}\.\p{L}{1,3}\.$/u.test(text)
}

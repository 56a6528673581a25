/** A feed could not be fetched; the message is a sentence for the report. */
export class FetchFailed extends Error {
  override readonly name = 'FetchFailed'

  /** The same for an error of a connection. */
  static of(error: unknown): FetchFailed {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    return new FetchFailed(sentences[code] ?? `The connection failed (${code === '' ? nameOf(error) : code}).`, {
      cause: error,
    })
  }
}

const untrusted =
  'No authority that is trusted here vouches for its certificate. NODE_EXTRA_CA_CERTS names a file (PEM) of others to trust.'

const sentences: Readonly<Record<string, string>> = {
  ENOTFOUND: 'The name of its host is not known.',
  EAI_AGAIN: 'Its name could not be resolved now.',
  ECONNREFUSED: 'Nothing listens there.',
  ECONNRESET: 'It broke the connection off.',
  ERR_STREAM_PREMATURE_CLOSE: 'It broke the connection off.',
  HPE_HEADER_OVERFLOW: 'Its headers are larger than 16 KB.',
  Z_BUF_ERROR: 'The compressed answer ends too early.',
  Z_DATA_ERROR: 'The compressed answer is damaged.',
  CERT_HAS_EXPIRED: 'Its certificate has expired.',
  CERT_NOT_YET_VALID: 'Its certificate is not valid yet.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Its certificate is for another host.',
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  EPROTO: 'It could not agree with us on TLS; is its address an http: one?',
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}

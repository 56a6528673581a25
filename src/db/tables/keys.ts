import type { Generated, GeneratedAlways } from 'kysely'
import type { Scope } from '../../../schema/models.ts'

/** The tables of keys and what they use, part of `DB`. */
export interface KeysTables {
  api_key: ApiKeyTable
  api_key_secret: ApiKeySecretTable
  api_key_version: ApiKeyVersionTable
  api_key_usage: ApiKeyUsageTable
  api_key_operation_usage: ApiKeyOperationUsageTable
  api_key_deprecated_use: ApiKeyDeprecatedUseTable
  persisted_document: PersistedDocumentTable
  persisted_document_use: PersistedDocumentUseTable
}

interface ApiKeyTable {
  id: GeneratedAlways<number>
  name: string
  environment: 'live' | 'test'
  scopes: Scope[]
  allowed_origins: string[] | null
  allowed_topic_ids: number[] | null
  points_per_minute: number
  persisted_only: Generated<boolean>
  created_at: Generated<string>
  expires_at: string | null
  revoked_at: string | null
  /** To the minute. */
  last_used_at: string | null
}

interface ApiKeySecretTable {
  /** HMAC-SHA-256 of the key under the pepper; plain SHA-256 where there is no pepper. */
  digest: Buffer
  api_key_id: number
  prefix: string
  created_at: Generated<string>
  /** Null for the current secret; a rotated-out one works until then. */
  valid_until: string | null
}

/** One row: raised with every change of any key. */
interface ApiKeyVersionTable {
  one: Generated<boolean>
  version: number
}

interface ApiKeyUsageTable {
  api_key_id: number
  /** UTC, e.g. `2026-11-25`. */
  day: string
  requests: number
  points: number
  errors: number
  throttled: number
}

interface ApiKeyOperationUsageTable {
  api_key_id: number
  day: string
  /** Empty for unnamed operations, `(other)` for those beyond the bound. */
  operation: string
  requests: number
  points: number
  errors: number
  /** Requests by duration, log scale. */
  histogram: number[]
}

interface ApiKeyDeprecatedUseTable {
  api_key_id: number
  /** UTC, e.g. `2026-11-25`. */
  day: string
  /** What was used, e.g. `Article.summary`. */
  member: string
  requests: number
}

interface PersistedDocumentTable {
  /** `sha256:` and the hex digest of the document, or an id that its register gave it. */
  id: string
  document: string
  operation_names: string[]
  created_at: Generated<string>
}

interface PersistedDocumentUseTable {
  document_id: string
  /** Null: callers without a key. */
  api_key_id: number | null
  /** To the minute. */
  last_used_at: string
}

import SchemaBuilder from '@pothos/core'
import type { Context } from '../context.ts'

/** The Pothos builder: defaults and scalars, no types. */
export const builder = new SchemaBuilder<{
  Context: Context
  DefaultFieldNullability: false
  DefaultInputFieldRequiredness: false
  Scalars: {
    ID: { Input: string; Output: string }
    DateTime: { Input: string; Output: string }
    URL: { Input: string; Output: string }
    LanguageTag: { Input: string; Output: string }
  }
}>({ defaultFieldNullability: false })

builder.mutationType({ description: 'Everything that can be changed. Each field needs the scope in its description.' })

builder.queryType({
  description:
    'Everything that can be read. Root fields are nullable: when one fails, the others still have their data.',
})

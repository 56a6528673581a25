import type { Context } from './context.ts'
import { clientError } from './errors.ts'
import type { Scope } from './models.ts'

/** Throws FORBIDDEN on the field, with `extensions.requiredScope`, where the caller lacks the scope. */
export function requireScope(context: Context, scope: Scope): void {
  if (context.scopes.has(scope)) return
  throw clientError('FORBIDDEN', `This needs the scope ${scope}. Use an API key that has it, or ask for one.`, {
    requiredScope: scope,
  })
}

// node src/main.ts [PATH]   renders a section with three articles, and once more when the next three have come
import { registerHooks } from 'node:module'

// bundlers find the artifacts that import each other; Node wants the whole name
registerHooks({
  resolve: (name, context, next) => next(name.endsWith('.graphql') ? `${name}.ts` : name, context),
})
const { showSection } = await import('./show-section.ts')
for await (const html of showSection(process.argv[2] ?? 'world')) console.log(html)
// Relay holds what was rendered for five minutes, in case it is mounted later
process.exit()

/**
 * PostGraphile 5 over the same tables, as a role that row-level security shows the visible rows alone. Names of relations are
 * shortened by its own preset; every column may order a list.
 */
import { createServer } from 'node:http'
import { PgSimplifyInflectionPreset } from '@graphile/simplify-inflection'
import { grafserv } from 'postgraphile/grafserv/node'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'

const pgl = postgraphile({
  extends: [PostGraphileAmberPreset, PgSimplifyInflectionPreset],
  disablePlugins: ['PgIndexBehaviorsPlugin'],
  pgServices: [
    makePgService({
      connectionString: process.env.DATABASE_URL,
      schemas: ['public'],
      poolConfig: { max: 4, idleTimeoutMillis: 0 },
    }),
  ],
  grafast: { explain: false },
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
})
const server = createServer()
server.on('error', (error) => {
  console.error(error)
  process.exit(1)
})
await pgl.createServ(grafserv).addTo(server)
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`))
process.once('SIGTERM', async () => {
  server.close()
  server.closeAllConnections()
  await pgl.release()
  process.exit(0)
})

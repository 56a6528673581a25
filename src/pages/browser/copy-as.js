// The last operation as code.

/** Ways to ask the same, by name; each makes a text of endpoint, query, variables and whether a key goes with it. */
export const formats = {
  curl({ endpoint, query, variables, hasKey }) {
    const body = JSON.stringify(withVariables(onOneLine(query), variables))
    return `curl -s '${endpoint}' \\
  -H 'content-type: application/json' \\${hasKey ? `\n  -H "authorization: Bearer $MASTHEAD_KEY" \\` : ''}
  -d '${body.replaceAll("'", String.raw`'\''`)}'
`
  },
  fetch({ endpoint, query, variables, hasKey }) {
    return `const response = await fetch('${endpoint}', {
  method: 'POST',
  headers: {
    'content-type': 'application/json',${hasKey ? '\n    authorization: `Bearer ${process.env.MASTHEAD_KEY}`,' : ''}
  },
  body: JSON.stringify({
    query: ${templateOf(query)},
    variables: ${indent(JSON.stringify(variables ?? {}, null, 2), 4)},
  }),
})
const { data, errors } = await response.json()
`
  },
  Apollo({ endpoint, query, variables, hasKey }) {
    const headers = hasKey ? ',\n    headers: { authorization: `Bearer ${process.env.MASTHEAD_KEY}` }' : ''
    return `import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client'

const client = new ApolloClient({
  cache: new InMemoryCache(),
  link: new HttpLink({
    uri: '${endpoint}'${headers},
  }),
})
const { data } = await client.${/^\s*mutation\b/m.test(query) ? 'mutate' : 'query'}({
  ${/^\s*mutation\b/m.test(query) ? 'mutation' : 'query'}: gql${templateOf(query)},
  variables: ${indent(JSON.stringify(variables ?? {}, null, 2), 2)},
})
`
  },
  Python({ endpoint, query, variables, hasKey }) {
    return `import json
${hasKey ? 'import os\n' : ''}import urllib.request

query = ${pythonText(query)}
variables = json.loads(${pythonText(JSON.stringify(variables ?? {}))})
request = urllib.request.Request(
    "${endpoint}",
    data=json.dumps({"query": query, "variables": variables}).encode(),
    headers={
        "content-type": "application/json",${hasKey ? '\n        "authorization": f"Bearer {os.environ[\'MASTHEAD_KEY\']}",' : ''}
    },
)
with urllib.request.urlopen(request) as response:
    print(json.load(response))
`
  },
}

/** White space means nothing, but for comments and texts. */
function onOneLine(query) {
  const plain = query.replace(/^\s*#.*\n/gm, '').trim()
  return /[#"]/.test(plain) ? plain : plain.replace(/\s+/g, ' ')
}

function withVariables(query, variables) {
  return variables === undefined || Object.keys(variables).length === 0 ? { query } : { query, variables }
}

function templateOf(query) {
  return `\`${query.trim().replace(/[\\`]|\$\{/g, String.raw`\$&`)}\``
}

/** A Python string literal; JSON's escapes are Python's too. */
function pythonText(text) {
  if (text.includes('"""') || text.includes('\\')) return JSON.stringify(text)
  return text.includes('\n') ? `"""${text.trim()}\n"""` : JSON.stringify(text)
}

function indent(text, spaces) {
  return text.replaceAll('\n', `\n${' '.repeat(spaces)}`)
}

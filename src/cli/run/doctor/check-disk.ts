import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { bad, fine, mind, type Finding } from './finding.ts'

const little = 2_000_000_000
const nothing = 100_000_000

/** How much room there is where the embedded database lies, or will. */
export async function checkDisk(dataDir: string): Promise<Finding> {
  const folder = nearestFolder(dataDir)
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  const finding = `${bytesText(free)} free at ${folder}`
  const advice = 'Make room, or give MASTHEAD_DATA_DIR a larger disk.'
  if (free < nothing) return bad('disk', finding, advice)
  return free < little ? mind('disk', finding, advice) : fine('disk', finding)
}

/** Bytes for people. */
export function bytesText(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB']
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  const number = bytes / 1000 ** power
  return `${number.toFixed(power === 0 || number >= 100 ? 0 : 1)} ${units[power]}`
}

function nearestFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path))
}

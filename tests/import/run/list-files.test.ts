import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listFiles, type FoundFile } from '../../../src/import/run/list-files.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'masthead-test-'))
})
afterAll(() => rm(folder, { recursive: true }))

const list = async (...names: string[]): Promise<FoundFile[]> => await Array.fromAsync(listFiles(names))

test('twenty thousand entries of a directory are listed one by one, in little memory', async () => {
  const root = join(folder, 'many')
  await mkdir(root)
  for (let from = 0; from < 20_000; from += 500) {
    await Promise.all(Array.from({ length: 500 }, (_, n) => writeFile(join(root, `page-${from + n}.txt`), '')))
  }
  const before = process.memoryUsage().heapUsed
  let count = 0
  let grown = 0
  for await (const found of listFiles([root])) {
    expect(found).not.toHaveProperty('refused')
    if (++count % 1000 === 0) grown = Math.max(grown, process.memoryUsage().heapUsed - before)
  }
  expect(count).toBe(20_000)
  // names are held, and nothing else: about a hundred bytes each, and what waits for the collector
  expect(grown).toBeLessThan(64 * 2 ** 20)
})

test('what a named directory holds is taken, and no way out of it is followed', async () => {
  const root = join(folder, 'inside')
  await mkdir(join(root, 'deep'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), 'x')
  await writeFile(join(root, 'deep', 'a.txt'), 'x')
  await symlink('../secret.txt', join(root, 'relative'))
  await symlink(join(folder, 'secret.txt'), join(root, 'absolute'))
  await symlink('..', join(root, 'up'))
  await symlink('nowhere', join(root, 'broken'))
  await symlink('loop', join(root, 'loop'))
  await symlink('deep/a.txt', join(root, 'within'))
  const found = await list(root)
  expect(found.filter((file) => 'path' in file).map(({ name }) => name)).toEqual([join(root, 'deep/a.txt')])
  expect(found.filter((file) => 'refused' in file).map(({ name }) => name.slice(root.length + 1))).toEqual([
    'absolute',
    'broken',
    'loop',
    'relative',
    'up',
  ])
})

test('names with NUL, too long ones and missing ones are refused and not thrown', async () => {
  const reasons = (await list('a\0b', 'n'.repeat(5000), join(folder, 'missing'))).map((file) =>
    'refused' in file ? file.refused : null,
  )
  expect(reasons).toEqual(['the name holds a NUL character', 'its name is too long', 'there is no such file'])
})

test('a name that was typed may lead anywhere, since its owner typed it', async () => {
  await symlink('secret.txt', join(folder, 'typed'))
  expect(await list(join(folder, 'inside', '..', 'typed'))).toMatchObject([{ kind: 'file' }])
})

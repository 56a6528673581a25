// Topics: found by name, renamed and merged.
import { field, mutate, openDialog, query, searchSection, tell } from './desk.js'
import { button, el } from './element.js'
import { fillTable } from './table.js'

const { again, show } = searchSection('topic', search)
export { show as showTopics }

async function search(words) {
  const { topics } = await query(
    `query AdminTopics($words: String!) {
      topics(first: 50, filter: { nameStartsWith: $words }) { nodes { id name path type articles(first: 1) { count { value exact } } } }
    }`,
    { words },
  )
  fillTable(
    document.querySelector('#topic-table'),
    ['Name', 'Path', 'Type', 'Articles', 'Do'],
    topics.nodes,
    (topic) => [
      topic.name,
      el('code', {}, topic.path),
      topic.type,
      `${topic.articles.count.value}${topic.articles.count.exact ? '' : '+'}`,
      el(
        'span',
        {},
        button('Rename', () => openRename(topic), { 'aria-label': `Rename: ${topic.path}` }),
        button('Merge', () => openMerge(topic), { 'aria-label': `Merge: ${topic.path}` }),
      ),
    ],
  )
}

function openRename({ id, name, path }) {
  const [newName, newPath] = [
    el('input', { required: true, maxLength: 200, value: name }),
    el('input', { required: true, value: path }),
  ]
  openDialog({
    title: `Rename ${name}`,
    ok: 'Rename it',
    fields: [
      field('Name', newName),
      field('Path; what is below it moves along, and the former path still leads here', newPath),
    ],
    async onOk() {
      const changes = {
        ...(newName.value === name ? {} : { name: newName.value }),
        ...(newPath.value === path ? {} : { path: newPath.value }),
      }
      await mutate(
        `mutation RenameTopic($input: UpdateTopicInput!) { updateTopic(input: $input) { userErrors { path message } } }`,
        {
          input: { id, ...changes },
        },
      )
      await again()
      tell(`${name} is changed.`)
    },
  })
}

function openMerge({ id, name, path }) {
  const into = el('input', { required: true, placeholder: 'world/asia' })
  openDialog({
    title: `Merge ${name} into another`,
    ok: 'Merge them',
    fields: [
      el(
        'p',
        {},
        `Articles of ${path} become articles of the other topic, to which its path leads from then on. This cannot be taken back.`,
      ),
      field('Path of the topic that stays', into),
    ],
    async onOk() {
      const { topic } = await query('query TopicByPath($path: String!) { topic(by: { path: $path }) { id name } }', {
        path: into.value.trim(),
      })
      if (topic === null) throw new Error(`There is no topic at ${into.value} that you may see.`)
      await mutate(
        `mutation MergeTopics($input: MergeTopicsInput!) { mergeTopics(input: $input) { userErrors { path message } } }`,
        {
          input: { from: [id], into: topic.id },
        },
      )
      await again()
      tell(`${name} is merged into ${topic.name}.`)
    },
  })
}

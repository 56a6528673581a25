// Articles: found by words, published and withdrawn.
import { field, mutate, openDialog, query, searchSection, tell } from './desk.js'
import { button, el, timeText } from './element.js'
import { fillTable } from './table.js'

const { again, show } = searchSection('article', search)
export { show as showArticles }

async function search(words) {
  const { search: found } = await query(
    `query AdminArticles($words: String!) {
      search(query: $words, first: 20) { nodes { id headline status datePublished language publisher { name } } }
    }`,
    { words },
  )
  fillTable(
    document.querySelector('#article-table'),
    ['Headline', 'Status', 'Published', 'Language', 'Publisher', 'Do'],
    found.nodes,
    (article) => [
      el('span', { lang: article.language, dir: 'auto' }, article.headline),
      article.status,
      timeText(article.datePublished),
      article.language,
      article.publisher.name,
      article.status === 'PUBLISHED'
        ? button('Withdraw', () => openWithdraw(article), {
            className: 'danger',
            'aria-label': `Withdraw: ${article.headline}`,
          })
        : button('Publish', () => openPublish(article), { 'aria-label': `Publish: ${article.headline}` }),
    ],
  )
}

function openWithdraw({ id, headline }) {
  const reason = el('input', { required: true, maxLength: 1000 })
  openDialog({
    title: `Withdraw “${headline}”`,
    ok: 'Withdraw it',
    fields: [
      el('p', {}, 'It disappears from every path, and its address says GONE.'),
      field('Why, for the record', reason),
    ],
    async onOk() {
      await mutate(
        `mutation Withdraw($input: WithdrawArticleInput!) { withdrawArticle(input: $input) { userErrors { path message } } }`,
        { input: { id, reason: reason.value } },
      )
      await again()
      tell(`“${headline}” is withdrawn.`)
    },
  })
}

function openPublish({ id, headline }) {
  const at = el('input', { type: 'datetime-local' })
  openDialog({
    title: `Publish “${headline}”`,
    ok: 'Publish it',
    fields: [field('When, UTC; empty: now', at)],
    async onOk() {
      await mutate(
        `mutation Publish($input: PublishArticleInput!) { publishArticle(input: $input) { userErrors { path message } } }`,
        { input: { id, ...(at.value === '' ? {} : { at: new Date(`${at.value}Z`).toISOString() }) } },
      )
      await again()
      tell(`“${headline}” is published.`)
    },
  })
}

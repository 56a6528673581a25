/** What an item is: `post`, `attachment` …; read without parsing it. */
export function postType(text: string): string {
  return /<wp:post_type>\s*(?:<!\[CDATA\[)?\s*([^<\]]*?)\s*(?:\]\]>)?\s*<\/wp:post_type>/.exec(text)?.[1] ?? ''
}

/** Whether items of a type are articles: posts, pages, and types of the site's own whose name says so (`story`, `press-release`). */
export function isArticleType(type: string): boolean {
  if (type === 'post' || type === 'page' || type === '') return true
  const words = type.toLowerCase().split(/[_-]/)
  return words.some((word) => articleWords.has(word)) && !words.some((word) => partWords.has(word))
}

const articleWords = new Set(
  [
    'story stories news newsitem article articles blog blogpost blogposts opinion opinions column columns editorial editorials',
    'interview interviews report reports recipe recipes podcast podcasts episode episodes video videos press pressrelease liveblog',
    'essay essays feature features reportage longread dossier',
    'noticia noticias articulo articulos entrevista entrevistas reportaje reportajes columna nota notas receta recetas',
    'artigo artigos coluna colunas materia materias receita receitas',
    'actualite actualites actu actus chronique chroniques recette recettes',
    'notizia notizie articolo articoli intervista interviste ricetta ricette',
    'nachricht nachrichten artikel beitrag meldung meldungen pressemitteilung pressemitteilungen rezept rezepte',
    'nieuws nieuwsbericht nyhet nyheter nyhed nyheder uutinen uutiset aktualnosci artykul artykuly wywiad',
    'clanek clanky novinky aktuality hirek cikk haber haberler makale yazi berita artikelen',
  ].flatMap((words) => words.split(' ')),
)

// Parts of a site that are named after the articles they show.
const partWords = new Set(
  'template templates layout layouts block blocks widget widgets slider slide menu settings options form category tag ticker popup banner comment comments gallery player series'.split(
    ' ',
  ),
)

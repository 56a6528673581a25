import { phrases } from '../phrases.ts'

/** What stands in place of a name where nobody is named: accounts, buttons, headings. */
export const noAuthors = phrases({
  en: [
    'admin, administrator, webmaster, root, user, guest, unknown, none, null, undefined, anonymous, test, n a, na, super user',
    'web editor, news editor, online editor, site administrator, sponsored, advertorial, wordpress, guest author',
    'contributors, site admin, site editor, wp admin, default, blogger, unknown author, no author',
    'share, follow, home, read bio, bio, profile, view profile, contact, video, subscribe, opinion, article, view bio, see bio',
    'full bio, see profile, view author archive, author archive, view author profile, author page, view all posts',
    'view all articles, view all, see all posts, see all articles, see all, more articles, more posts, all posts, all articles',
    'more by author, more from author, more from this author, more by this author, view archive, website',
  ],
  de: [
    'alle beitrage anzeigen, alle artikel anzeigen, alle beitrage des autors, alle artikel des autors',
    'zum autorenprofil, zum profil, autorenprofil, profil anzeigen, unbekannt, gast, benutzer',
  ],
  fr: ['voir tous les articles, tous les articles, voir le profil, voir profil, inconnu, invite, utilisateur'],
  es: [
    'ver todos los articulos, ver todas las entradas, ver perfil, ver todos los posts, anonimo, invitado, usuario',
    'todos los articulos, mas articulos, desconocido',
  ],
  it: ['vedi tutti gli articoli, tutti gli articoli, vedi profilo, anonimo, ospite, sconosciuto'],
  pt: ['ver todos os artigos, ver todos os posts, ver perfil, todos os artigos, convidado, desconhecido'],
  nl: ['bekijk alle berichten, alle artikelen, bekijk profiel, onbekend, gast'],
  pl: ['zobacz wszystkie wpisy, wszystkie artykuly, zobacz profil, nieznany, gosc'],
  cs: ['vsechny clanky, zobrazit profil'],
  ru: ['все записи автора, все статьи автора, все материалы, профиль автора, гость, аноним, неизвестный'],
  uk: ['усі записи, всі статті'],
  sv: ['visa alla inlagg, alla artiklar, visa profil'],
  da: ['se alle artikler, vis profil'],
  no: ['vis alle innlegg, alle artikler'],
  tr: ['tum yazilari, tum yazilarini gor, profili goruntule, misafir'],
  id: ['lihat semua, lihat profil'],
  mul: ['facebook, twitter, instagram, linkedin, youtube, rss, email, e mail'],
})

/** What stands before a name in a link to everything that somebody wrote. */
export const allPostsBy = phrases({
  en: [
    'view all posts by, see all posts by, view all articles by, see all articles by, all posts by, all articles by',
    'view posts by, posts by, articles by, more posts by, more articles by, more by, view author archive for',
    'more stories by, view all stories by, see more from, read more by, read all posts by, all stories by, see more by',
    'more articles from',
  ],
  de: [
    'alle beitrage von, alle artikel von, weitere artikel von, mehr von, weitere beitrage von, zeige alle beitrage von',
    'mehr artikel von, alle beitrage anzeigen von',
  ],
  fr: ['voir tous les articles de, tous les articles de, voir tous les articles par, articles de, plus d articles de'],
  es: [
    'ver todas las entradas de, ver todos los articulos de, todos los articulos de, mas articulos de, articulos de',
    'ver todas las entradas por, mas de',
  ],
  it: [
    'visualizza tutti gli articoli di, vedi tutti gli articoli di, tutti gli articoli di, altri articoli di, articoli di',
  ],
  pt: [
    'ver todos os posts de, ver todos os artigos de, todos os artigos de, mais artigos de, todos os posts de, artigos de',
  ],
  nl: ['bekijk alle berichten van, alle artikelen van, meer van, alle berichten van'],
  pl: ['zobacz wszystkie wpisy, wszystkie wpisy autora, wszystkie artykuly autora, zobacz wszystkie posty'],
  ru: ['посмотреть все записи автора, все записи автора, все статьи автора, другие статьи автора'],
  sv: ['visa alla inlagg av, alla artiklar av, visa alla artiklar av'],
  da: ['se alle indlaeg af, alle artikler af, se alle artikler af'],
  no: ['vis alle innlegg av, alle artikler av'],
  tr: ['tum yazilari'],
  id: ['lihat semua pos dari, lihat semua artikel dari'],
})

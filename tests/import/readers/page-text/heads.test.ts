import { describe, expect, test } from 'vitest'
import { readPageText } from '../../../../src/import/readers/page-text/read-page-text.ts'

interface Words {
  readonly headline: string
  /** Sums up, and ends in a stop. */
  readonly standfirst: string
  readonly body: readonly string[]
  readonly byline: string
  readonly date: string
  readonly section: string
  readonly crumb: string
  readonly caption: string
  readonly share: string
}

const words: Readonly<Record<string, Words>> = {
  en: {
    headline: 'Harbour town votes to keep its ferry after a winter of protest',
    standfirst: 'Residents of Port Elwen turned out in record numbers to save the last crossing to the islands.',
    body: [
      'The last ferry to the Elwen islands will keep running, after more than four in five voters in the harbour town backed a levy to pay for it. The result ends eight months of argument over a crossing that has served the islands since 1911.',
      'The council will now look for an operator willing to run the route for ten years. Three firms have shown interest, according to documents seen by this newspaper.',
      'Fares are expected to rise by a tenth next spring. Islanders with a card will go on paying half, a rule that the council had at first wanted to drop.',
    ],
    byline: 'By Jane Roe',
    date: '12 November 2025',
    section: 'Local news',
    crumb: 'Home > News > Local',
    caption: 'The ferry leaves the quay on Monday. Photo: Ida Lunde',
    share: 'Share on Facebook',
  },
  es: {
    headline: 'El pueblo vota por conservar su barco tras un invierno de protestas',
    standfirst: 'Los vecinos de Puerto Nuevo acudieron en masa a las urnas para salvar la última línea con las islas.',
    body: [
      'El último barco a las islas seguirá navegando, después de que más de cuatro de cada cinco votantes de Puerto Nuevo apoyaran una tasa para pagarlo. El resultado pone fin a ocho meses de discusiones sobre una línea que funciona desde 1911.',
      'El ayuntamiento buscará ahora una empresa dispuesta a explotar la ruta durante diez años. Tres firmas han mostrado interés, según documentos a los que ha tenido acceso este diario.',
      'Se espera que las tarifas suban una décima parte la próxima primavera. Los isleños con tarjeta seguirán pagando la mitad, una norma que el ayuntamiento quería eliminar.',
    ],
    byline: 'Por Ana Ruiz',
    date: '12 de noviembre de 2025',
    section: 'Sociedad',
    crumb: 'Inicio > Noticias > Sociedad',
    caption: 'El barco sale del muelle el lunes. Foto: Luis Gil',
    share: 'Compartir en Facebook',
  },
  pt: {
    headline: 'Cidade vota por manter a sua balsa depois de um inverno de protestos',
    standfirst: 'Moradores de Porto Novo compareceram em número recorde para salvar a última travessia até as ilhas.',
    body: [
      'A última balsa para as ilhas continuará a navegar, depois que mais de quatro em cada cinco eleitores de Porto Novo apoiaram uma taxa para pagá-la. O resultado encerra oito meses de discussão sobre uma travessia que existe desde 1911.',
      'A prefeitura vai procurar agora uma empresa disposta a operar a rota por dez anos. Três firmas mostraram interesse, segundo documentos vistos por este jornal.',
      'As tarifas devem subir um décimo na próxima primavera. Os moradores com cartão continuarão a pagar metade, uma regra que a prefeitura queria abolir.',
    ],
    byline: 'Por Ana Souza',
    date: '12 de novembro de 2025',
    section: 'Cidades',
    crumb: 'Início > Notícias > Cidades',
    caption: 'A balsa deixa o cais na segunda-feira. Foto: Luís Gil',
    share: 'Compartilhar no Facebook',
  },
  fr: {
    headline: 'La ville vote pour garder son bac après un hiver de protestations',
    standfirst:
      'Les habitants de Port-Neuf se sont déplacés en nombre record pour sauver la dernière liaison avec les îles.',
    body: [
      'Le dernier bac vers les îles continuera de naviguer, après que plus de quatre électeurs sur cinq de Port-Neuf ont soutenu une taxe pour le payer. Le résultat met fin à huit mois de disputes sur une liaison qui existe depuis 1911.',
      'La mairie va maintenant chercher un exploitant prêt à assurer la ligne pendant dix ans. Trois entreprises se sont montrées intéressées, selon des documents consultés par ce journal.',
      'Les tarifs devraient augmenter d’un dixième au printemps. Les insulaires munis d’une carte continueront de payer la moitié, une règle que la mairie voulait supprimer.',
    ],
    byline: 'Par Anne Morel',
    date: '12 novembre 2025',
    section: 'Société',
    crumb: 'Accueil > Actualités > Société',
    caption: 'Le bac quitte le quai lundi. Photo : Luc Gil',
    share: 'Partager sur Facebook',
  },
  de: {
    headline: 'Hafenstadt stimmt nach einem Winter voller Proteste für ihre Fähre',
    standfirst:
      'So viele Einwohner von Neuhafen wie noch nie kamen zur Wahl, um die letzte Verbindung zu den Inseln zu retten.',
    body: [
      'Die letzte Fähre zu den Inseln fährt weiter, nachdem mehr als vier von fünf Wählern in Neuhafen für eine Abgabe gestimmt haben, die sie bezahlt. Das Ergebnis beendet acht Monate Streit um eine Verbindung, die es seit 1911 gibt.',
      'Der Stadtrat sucht nun einen Betreiber, der die Strecke zehn Jahre lang bedient. Drei Firmen haben Interesse gezeigt, wie aus Unterlagen hervorgeht, die dieser Zeitung vorliegen.',
      'Die Preise sollen im nächsten Frühjahr um ein Zehntel steigen. Insulaner mit Ausweis zahlen weiter die Hälfte, eine Regel, die der Stadtrat zuerst abschaffen wollte.',
    ],
    byline: 'Von Anna Süd',
    date: '12. November 2025',
    section: 'Regional',
    crumb: 'Startseite > Nachrichten > Regional',
    caption: 'Die Fähre verlässt am Montag den Kai. Foto: Ida Lund',
    share: 'Auf Facebook teilen',
  },
  it: {
    headline: 'La città vota per tenere il suo traghetto dopo un inverno di proteste',
    standfirst:
      'Gli abitanti di Porto Nuovo sono andati alle urne in numero record per salvare l’ultimo collegamento con le isole.',
    body: [
      'L’ultimo traghetto per le isole continuerà a navigare, dopo che più di quattro elettori su cinque di Porto Nuovo hanno sostenuto una tassa per pagarlo. Il risultato chiude otto mesi di discussioni su un collegamento che esiste dal 1911.',
      'Il comune cercherà ora una società disposta a gestire la rotta per dieci anni. Tre aziende hanno mostrato interesse, secondo documenti visti da questo giornale.',
      'Le tariffe dovrebbero salire di un decimo la prossima primavera. Gli isolani con la tessera continueranno a pagare la metà, una regola che il comune voleva abolire.',
    ],
    byline: 'di Anna Rossi',
    date: '12 novembre 2025',
    section: 'Cronaca',
    crumb: 'Home > Notizie > Cronaca',
    caption: 'Il traghetto lascia il molo lunedì. Foto: Luca Gil',
    share: 'Condividi su Facebook',
  },
  pl: {
    headline: 'Miasto głosuje za zachowaniem promu po zimie pełnej protestów',
    standfirst: 'Wyborcy w Nowym Porcie poszli do urn w rekordowej liczbie, aby ocalić ostatni prom na wyspy.',
    body: [
      'Ostatni prom na wyspy będzie nadal pływał, po tym jak ponad czterech na pięciu wyborców w Nowym Porcie poparło opłatę na jego utrzymanie. Wynik kończy osiem miesięcy sporów o połączenie, które działa od 1911 roku.',
      'Rada miasta poszuka teraz przewoźnika gotowego obsługiwać trasę przez dziesięć lat. Trzy firmy wyraziły zainteresowanie, jak wynika z dokumentów, do których dotarła nasza gazeta.',
      'Ceny mają wzrosnąć o jedną dziesiątą wiosną. Wyspiarze z kartą będą nadal płacić połowę, choć rada początkowo chciała znieść tę zasadę.',
    ],
    byline: 'Autor: Anna Nowak',
    date: '12 listopada 2025',
    section: 'Lokalne',
    crumb: 'Strona główna > Wiadomości > Lokalne',
    caption: 'Prom opuszcza nabrzeże w poniedziałek. Fot. Jan Gil',
    share: 'Udostępnij na Facebooku',
  },
  ru: {
    headline: 'Портовый город голосует за свой паром после зимы протестов',
    standfirst: 'Жители Новой Гавани пришли на участки в рекордном числе, чтобы спасти последнюю переправу на острова.',
    body: [
      'Последний паром на острова продолжит ходить после того, как более четырёх из пяти избирателей Новой Гавани поддержали сбор на его содержание. Итог завершает восемь месяцев споров о переправе, которая существует с 1911 года.',
      'Теперь городской совет будет искать оператора, готового обслуживать маршрут десять лет. Интерес проявили три компании, следует из документов, с которыми ознакомилась наша газета.',
      'Ожидается, что весной тарифы вырастут на десятую часть. Островитяне с картой будут по-прежнему платить половину, хотя совет сначала хотел отменить это правило.',
    ],
    byline: 'Автор: Анна Смирнова',
    date: '12 ноября 2025',
    section: 'Общество',
    crumb: 'Главная > Новости > Общество',
    caption: 'Паром отходит от причала в понедельник. Фото: Иван Гиль',
    share: 'Поделиться в Telegram',
  },
  id: {
    headline: 'Kota pelabuhan memilih mempertahankan ferinya setelah musim protes',
    standfirst:
      'Warga Pelabuhan Baru datang dalam jumlah tertinggi untuk menyelamatkan penyeberangan terakhir ke pulau-pulau.',
    body: [
      'Feri terakhir ke pulau-pulau itu akan tetap beroperasi, setelah lebih dari empat dari lima pemilih di Pelabuhan Baru mendukung iuran untuk membayarnya. Hasil itu mengakhiri delapan bulan perdebatan tentang penyeberangan yang ada sejak 1911.',
      'Dewan kota kini akan mencari operator yang bersedia menjalankan rute itu selama sepuluh tahun. Tiga perusahaan telah menunjukkan minat, menurut dokumen yang dilihat surat kabar ini.',
      'Tarif diperkirakan naik sepersepuluh pada musim mendatang. Warga pulau yang memiliki kartu tetap membayar setengah, aturan yang semula ingin dihapus dewan.',
    ],
    byline: 'Oleh Siti Rahma',
    date: '12 November 2025',
    section: 'Daerah',
    crumb: 'Beranda > Berita > Daerah',
    caption: 'Feri meninggalkan dermaga pada Senin. Foto: Budi Gil',
    share: 'Bagikan ke Facebook',
  },
}

type Head = (w: Words) => readonly string[]

// What stands above the text, and whether its standfirst can be told.
const heads: readonly (readonly [string, Head, boolean])[] = [
  ['headline, standfirst', (w) => [w.headline, w.standfirst], true],
  ['headline, standfirst without a stop', (w) => [w.headline, w.standfirst.replace(/\.$/, '')], true],
  ['headline, standfirst, byline, date', (w) => [w.headline, w.standfirst, w.byline, w.date], true],
  ['headline, standfirst, date', (w) => [w.headline, w.standfirst, w.date], true],
  ['section, headline, standfirst, date', (w) => [w.section, w.headline, w.standfirst, w.date], true],
  ['crumb, headline, standfirst, byline', (w) => [w.crumb, w.headline, w.standfirst, w.byline], true],
  ['date, headline, standfirst', (w) => [w.date, w.headline, w.standfirst], true],
  ['date, section, headline, standfirst, byline', (w) => [w.date, w.section, w.headline, w.standfirst, w.byline], true],
  ['headline, standfirst, caption', (w) => [w.headline, w.standfirst, w.caption], true],
  ['title with the site, headline, standfirst', (w) => [`${w.headline} - The Courier`, w.headline, w.standfirst], true],
  ['headline, standfirst, number, headline', (w) => [w.headline, w.standfirst, '1678', w.headline], true],
  ['headline, share, standfirst, date', (w) => [w.headline, w.share, w.standfirst, w.date], true],
  ['caption, headline, standfirst, byline', (w) => [w.caption, w.headline, w.standfirst, w.byline], true],
  [
    'headline, date, byline, standfirst without a stop',
    (w) => [w.headline, w.date, w.byline, w.standfirst.replace(/\.$/, '')],
    true,
  ],
  ['headline alone', (w) => [w.headline], false],
  ['headline, byline, date', (w) => [w.headline, w.byline, w.date], false],
  ['byline, date, headline', (w) => [w.byline, w.date, w.headline], false],
  ['date, headline, byline', (w) => [w.date, w.headline, w.byline], false],
  ['crumb, section, date, headline', (w) => [w.crumb, w.section, w.date, w.headline], false],
  ['headline with the site', (w) => [`${w.headline} | The Courier`], false],
  ['headline in capitals', (w) => [w.headline.toUpperCase(), w.date], false],
  ['headline with a stop', (w) => [`${w.headline}.`, w.byline, w.date], false],
  ['headline with a number before it', (w) => [w.section, '12', w.headline, w.date], false],
]

for (const [language, w] of Object.entries(words)) {
  describe(language, () => {
    test.for(heads)('%s', ([, head, hasStandfirst]) => {
      const { input } = readPageText([...head(w), ...w.body].join('\n\n'), { fileName: 'x.txt', publisher: 'Paper' })
      const bare = (text: string | null | undefined): string => (text ?? '').replace(/\.$/, '').toLowerCase()
      expect(bare(input.headline)).toBe(bare(w.headline))
      expect(bare(input.standfirst)).toBe(hasStandfirst ? bare(w.standfirst) : '')
      expect(input.body?.plainText ?? input.body?.html).toContain(w.body[1])
      expect(input.body?.plainText ?? input.body?.html).toContain(w.body[0])
    })
  })
}

const others: Readonly<Record<string, readonly string[]>> = {
  en: ['Mayor resigns in contract row', 'Storm closes three schools in the north', 'Why the old mill will not be sold'],
  es: [
    'El alcalde dimite por el contrato del muelle',
    'La tormenta cierra tres escuelas en el norte',
    'Por qué no se venderá el viejo molino',
  ],
  pt: [
    'Governador renuncia por contrato da ponte',
    'Tempestade fecha três escolas no norte',
    'Por que o velho moinho não será vendido',
  ],
  fr: [
    'Le maire démissionne à cause du contrat du quai',
    'La tempête ferme trois écoles dans le nord',
    'Pourquoi le vieux moulin ne sera pas vendu',
  ],
  de: [
    'Bürgermeister tritt wegen Kaivertrag zurück',
    'Sturm schließt drei Schulen im Norden',
    'Warum die alte Mühle nicht verkauft wird',
  ],
  it: [
    'Il sindaco si dimette per il contratto del molo',
    'La tempesta chiude tre scuole nel nord',
    'Perché il vecchio mulino non sarà venduto',
  ],
  pl: [
    'Burmistrz rezygnuje z powodu umowy na nabrzeże',
    'Burza zamyka trzy szkoły na północy',
    'Dlaczego stary młyn nie zostanie sprzedany',
  ],
  ru: [
    'Мэр уходит в отставку из-за договора о причале',
    'Шторм закрыл три школы на севере',
    'Почему старую мельницу не продадут',
  ],
  id: [
    'Gubernur mundur karena kontrak jembatan',
    'Badai menutup tiga sekolah di utara',
    'Mengapa kincir tua tidak akan dijual',
  ],
}
const menus: Readonly<Record<string, readonly string[]>> = {
  en: ['News', 'Sport', 'Business', 'Opinion', 'Culture', 'Weather', 'Sign in', 'Subscribe'],
  es: ['Noticias', 'Deportes', 'Economía', 'Opinión', 'Cultura', 'El tiempo', 'Iniciar sesión', 'Suscríbete'],
  pt: ['Notícias', 'Esportes', 'Economia', 'Opinião', 'Cultura', 'Tempo', 'Entrar', 'Assine'],
  fr: ['Actualités', 'Sports', 'Économie', 'Opinions', 'Culture', 'Météo', 'Se connecter', 'S’abonner'],
  de: ['Nachrichten', 'Sport', 'Wirtschaft', 'Meinung', 'Kultur', 'Wetter', 'Anmelden', 'Abo'],
  it: ['Notizie', 'Sport', 'Economia', 'Opinioni', 'Cultura', 'Meteo', 'Accedi', 'Abbonati'],
  pl: ['Wiadomości', 'Sport', 'Gospodarka', 'Opinie', 'Kultura', 'Pogoda', 'Zaloguj się', 'Prenumerata'],
  ru: ['Новости', 'Спорт', 'Экономика', 'Мнения', 'Культура', 'Погода', 'Войти', 'Подписка'],
  id: ['Berita', 'Olahraga', 'Ekonomi', 'Opini', 'Budaya', 'Cuaca', 'Masuk', 'Langganan'],
}

type Top = (w: Words, o: readonly string[], m: readonly string[]) => readonly string[]

// What else stands above the headline, or between it and the text.
const tops: readonly (readonly [string, Top])[] = [
  ['a menu', (w, _, m) => ['The Courier', ...m, w.headline, w.byline, w.date]],
  ['a menu twice', (w, _, m) => [...m, ...m, w.headline, w.date]],
  ['a title, a menu, and no heading', (w, _, m) => [`${w.headline} - The Courier`, ...m, w.date]],
  [
    'a title, a menu, the heading',
    (w, _, m) => [`${w.headline} | The Courier`, ...m, w.section, w.headline, w.byline, w.date],
  ],
  ['other stories, then the heading and its date', (w, o, m) => [...m, ...o, w.headline, w.date]],
  [
    'other stories, the section, the heading, byline and date',
    (w, o) => [...o, w.section, w.headline, w.byline, w.date],
  ],
  ['one other story, crumbs, heading, byline', (w, o) => [o[0] ?? '', w.crumb, w.headline, w.byline]],
  [
    'other stories with their dates, then the heading',
    (w, o) => [...o.flatMap((title) => [title, w.date]), w.crumb, w.headline, w.byline, w.date],
  ],
  ['the heading, then other stories', (w, o) => [w.headline, w.byline, w.date, ...o.slice(0, 2)]],
  [
    'the day, menu, heading with stop, standfirst, byline',
    (w, _, m) => [w.date, ...m, `${w.headline}.`, w.standfirst, w.byline],
  ],
  [
    'the heading, three points, the byline',
    (w, o) => [w.headline, ...o.map((point) => `- ${point}`), w.byline, w.date],
  ],
  ['a caption below the heading', (w) => [w.section, w.headline, w.caption, w.date]],
  ['a caption above the heading', (w) => [w.section, w.caption, w.headline, w.date]],
  [
    'a writer’s name above the heading',
    (w) => [w.byline.replace(/^.*?(?=\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$)/u, ''), w.headline, w.date],
  ],
  [
    'heading, byline, time, shares',
    (w) => [w.headline, w.byline, `${w.date} 18:30`, '12', w.share, 'Twitter', 'WhatsApp'],
  ],
  ['a question', (w) => [w.crumb, `${w.headline}?`, w.byline, w.date]],
  ['a quotation', (w) => [w.crumb, `“${w.headline}”`, w.byline, w.date]],
  ['two sentences', (w, o) => [w.crumb, `${w.headline}. ${o[0] ?? ''}`, w.byline, w.date]],
  ['a colon', (w, o) => [w.crumb, `${w.section}: ${o[2] ?? ''}`, w.byline, w.date]],
  ['a few words', (w) => [w.crumb, w.headline.split(' ').slice(0, 3).join(' '), w.byline, w.date]],
  [
    'many words',
    (w, o) => [
      w.crumb,
      `${w.headline}, ${(o[0] ?? '').toLowerCase()}, ${(o[1] ?? '').toLowerCase()}`,
      w.byline,
      w.date,
    ],
  ],
  ['a heading mark', (w, o) => [...o, `# ${w.headline}`, w.date]],
]

describe('a headline below', () => {
  test.for(
    Object.keys(others).flatMap((language) => tops.map(([name, top]): [string, string, Top] => [language, name, top])),
  )('%s: %s', ([language, , top]) => {
    const w = words[language]
    if (w === undefined) throw new Error(language)
    const lines = top(w, others[language] ?? [], menus[language] ?? [])
    const wanted =
      lines.find((line) => line.includes(w.headline.split(' ').slice(0, 3).join(' '))) ??
      lines.find((line) => line.startsWith(`${w.section}: `)) ??
      ''
    const { input } = readPageText([...lines, ...w.body].join('\n\n'), { fileName: 'x.txt', publisher: 'Paper' })
    const bare = (text: string): string => text.replace(/^# | [|-] The Courier$|\.$/g, '')
    expect(bare(input.headline)).toBe(bare(wanted))
  })
})

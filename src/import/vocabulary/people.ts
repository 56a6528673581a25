import { bag, phrases } from './phrases.ts'

/** Words before the writers' names. */
export const bylineLabels = phrases(
  `by, words by, text by, written by, reported by, reporting by, story by, article by, author, authors, text, words, by our, posted by, published by, an analysis by, analysis by, opinion by, interview by, review by, from,
  di, a cura di, testo di, scritto da, articolo di, autore, autrice, autori, testi di, intervista di, a firma di, pubblicato da, da,
  por, texto de, texto, escrito por, redactado por, autor, autora, autores, una cronica de, entrevista de, publicado por, de, texto por, reportagem de,
  par, texte, texte de, texte par, propos recueillis par, un article de, auteur, auteure, autrice, auteurs, publie par, ecrit par, entretien par, reportage, une analyse de,
  von, text von, ein kommentar von, ein gastbeitrag von, ein artikel von, eine analyse von, ein interview von, eine kolumne von, interview von, autor, autorin, autoren, aus, verfasst von, ein bericht von, kommentar von, analyse von, gastbeitrag von, ein essay von,
  door, tekst, tekst door, auteur, geschreven door, van onze, autor tekstu, tekst, opracowanie, opracowal, opracowala, oprac, napisal, napisala, rozmawial, rozmawiala, pisze, autorzy,
  от, автор, авторы, текст, автор текста, автор статьи, авторка, автори, автор публикации, подготовил, подготовила,
  بقلم, كتب, كتبت, تحرير, الكاتب, الكاتبة, إعداد, تقرير, حوار, أجرى الحوار, المؤلف, מאת, כתב, כתבה, הכותב, הכותבת,
  του, της, των, γραφει ο, γραφει η, γραφουν οι, συντακτης, συντακτρια, απο, κειμενο, του συντακτη, ρεπορταζ, επιμελεια,
  yazan, yazar, haber, muhabir, kaleme alan, hazirlayan, roportaj,
  av, text, text av, skribent, reporter, skrivet av, forfattare, af, tekst, skrevet af, skrevet av, teksti, kirjoittaja, text, autori, autor clanku, de la, scris de, autorul, irta, szerzo, oleh, penulis, tac gia`,
  `文, 取材, 取材・文, 執筆, 筆者, 著者, 文責, 作者, 撰文, 记者, 記者, 本报记者, 글`,
)

/** Labels that stand before a photographer's or an owner's name: captions and credits. */
export const creditLabels = phrases(
  `photo, photos, photograph, photographs, photography, photo by, photograph by, picture, pictures, image, images, image source, image credit, image caption, photo credit, photo courtesy, credit, credits, caption, getty images, file photo, video by, illustration, illustration by, graphic, infographic, source photo, courtesy, cover photo, featured image, foto, foto di, fotografia, fotografie, immagine, immagini, crediti, credito, didascalia, illustrazione, copertina, imagen, imagenes, foto de, fotos, credito, ilustracion, fotografia de, archivo, imagem, imagens, legenda, credito da foto, ilustracao, reproducao, divulgacao, image d illustration, photo d illustration, credit photo, credits photo, legende, photographie, bild, bilder, bildquelle, bildnachweis, symbolbild, bildrechte, quelle foto, foto von, grafik, illustration, archivbild, archivfoto, beeld, afbeelding, fotograaf, zdjecie, zdjecia, fot, fot ilustracyjna, zrodlo, zdjecie ilustracyjne, grafika, фото, фотография, снимок, изображение, иллюстрация, фото из архива, источник фото, кадр, зображення, ілюстрація, صورة, الصورة, تصوير, مصدر الصورة, صورة أرشيفية, المصور, צילום, תמונה, קרדיט, איור, צילום מסך, צילומים, φωτογραφια, φωτογραφιες, φωτο, φωτο αρχειου, εικονα, πηγη φωτογραφιας, fotograf, fotograflar, gorsel, fotograf kaynagi, arsiv, gorsel kaynagi, fotograf, bildtext, bildkalla, billede, bilde, kuva, obrazek, poza, sursa foto, kep`,
  `写真, 画像, 撮影, 提供, 出典, 图片, 图片来源, 图源, 摄影, 圖片, 圖, 資料照片, 사진`,
)

/** Credits that may stand behind a caption: agencies of pictures. */
export const creditTails =
  /(?:\b(?:photo|foto|image|picture|credit|bild|fot\.?|photograph|photo by|foto di|crédit photo|zdjęcie|фото|φωτογραφία|photographer)\s?[:/©]|©|\(c\) |\b(?:afp|ap|reuters|epa|ansa|dpa|efe|lapresse|lusa|tass|xinhua|imago|picture alliance)\s?\/\s?\p{Lu}|getty images|shutterstock|istock|wikimedia|via ap\b|\/ ?(?:afp|ap|reuters|epa|ansa|dpa|efe|lapresse|lusa|belga|anp|pap|tt|imago|tass|xinhua|aap|pa)\b|\((?:ap|afp|reuters|epa|ansa|getty) photo\b|\/(?:getty|shutterstock)|写真|צילום:|تصوير:|摄)/iu

/** Newsrooms and desks: who writes is no person. */
export const newsrooms = phrases(
  `newsroom, news desk, newsdesk, desk, staff, staff reporter, staff writer, staff writers, editorial board, editorial staff, editorial team, editorial, editors, the editors, news agency, news service, news wire, newswire, wire services, agency, agencies, agence, correspondents, team, web desk, our correspondent, our own correspondent, online desk, press office, press release, press association, associated press, guest contributor,
  redazione, la redazione, redazione web, redazione online, agenzia, agenzie, comunicato stampa, ufficio stampa, collettivo,
  redaction, la redaction, agences, agence france presse, la redaction web, collectif, communique, redaktion, die redaktion, online redaktion, nachrichtenagentur, agentur, agenturen,
  redaccion, la redaccion, agencia, agencias, equipo, colectivo, redacao, da redacao, equipa, equipe, comunicado, assessoria, redactie, de redactie, onze redactie, onze correspondent, persbureau, redakc*, agencja, zespol,
  редакц*, агентство, пресс служба, коллектив, отдел новостей, служба новостей, هيئة التحرير, التحرير, فريق التحرير, وكالات, وكالة, صحيفة, وكالة الأنباء, أسرة التحرير, מערכת, מערכת האתר, סוכנויות, סוכנות, συντακτικη ομαδα, συνταξη, συντακτικη, πρακτορειο, ομαδα συνταξης, haber merkezi, haber ajansi, ajansi, yayin kurulu, redaktionen, redaksjonen, toimitus, redactia, szerkesztoseg, ban bien tap, redaksi,
  europa press, dow jones, agencia brasil, prensa latina, ria novosti, pa media, the conversation`,
  `編集部, 共同通信, 時事通信, 取材班, 通信社, 新聞社, 编辑部, 新华社, 中新社, 综合报道, 新華社, 中央社, 報社, 記者団, 기자단, 편집부, 연합뉴스`,
)

/** Agencies by their short names, which are surnames and words as well: the whole name, or in capitals inside one. */
export const agencies = phrases(
  `reuters, afp, ap, ansa, dpa, efe, lusa, tass, itar tass, interfax, xinhua, kyodo, jiji, apa, ats, keystone, keystone sda, sda, belga, anp, pap, tt, ntb, ritzau, stt, ptc, pti, ians, ani, bernama, antara, yonhap, anadolu, aa, dha, iha, ina, wafa, spa, mena, sana, irna, bloomberg, upi, adnkronos, agi, askanews, lapresse, nova, telam, notimex, sid, epd, kna, cna, cp, ctk, mti, agerpres, unian, ukrinform, belta, aap, pa, sputnik, telesur, red, pr, admin, administrator, webmaster, press, wires, service`,
)

/** Words in the names of publications, companies, schools and authorities. */
export const institutions = phrases(
  `magazine, newspaper, media, foundation, institute, university, committee, council, network, association, comitato, associazione, fondazione, osservatorio`,
)

/** More of them, which also stand in headings and kickers: they tell only where a writer is named for certain. */
export const companies = phrases(
  `news, tv, radio, journal, zeitung, giornale, podcast, podcasts, production, productions, verlag, edizioni, ministry, ministerium, ministere, ministero, ministerio, department, commission, direction, institut, istituto, inc, ltd, gmbh, llc`,
  `뉴스, 通信`,
)

/** Words of what somebody does, beside a name. */
export const roles = phrases(
  `correspondent, correspondents, editor, reporter, reporters, columnist, writer, journalist, contributor, analyst, producer, chief, political, diplomatic, senior, deputy, associate, assistant, professor, freelance, photographer, bureau, critic, commentator, researcher, fellow, director, author, lecturer, economist, historian,
  corrispondente, inviato, inviata, giornalista, redattore, redattrice, direttore, caporedattore, editorialista, analista, collaboratore, collaboratrice, professore, docente, scrittore, scrittrice, saggista, storico,
  journaliste, correspondant, correspondante, envoye special, envoyee speciale, redacteur, redactrice, chroniqueur, editorialiste, grand reporter, professeur, economiste, historien, historienne,
  redakteur, redakteurin, korrespondent, korrespondentin, reporterin, journalistin, chefredakteur, chefredakteurin, kolumnist, kolumnistin, autor, autorin, professorin, volontar, volontarin, freier,
  periodista, corresponsal, redactor, redactora, enviado especial, enviada especial, columnista, cronista, profesor, profesora, jornalista, correspondente, colunista, reporter, editor, editora, enviado, professor, professora, jefe de,
  redacteur, verslaggever, correspondente, columniste, hoogleraar, dziennikarz, dziennikarka, publicysta, publicystka, redaktor, korespondent, korespondentka, корреспондент, обозреватель, журналист, журналистка, редактор, колумнист, собкор, кореспондент, журналістка, журналіст, مراسل, مراسلة, كاتب, كاتبة, صحفي, صحفية, محرر, محررة, כתב, כתבת, עורך, עורכת, פרשן, פרשנית, δημοσιογραφος, ανταποκριτης, αρθρογραφος, αρχισυντακτης, muhabiri, muhabir, yazari, gazeteci, editoru, kose yazari, korrespondent, journalist, ledarskribent, kronikor, skribent, toimittaja, redaktor, zpravodaj`,
  `記者, 特派員, 編集委員, 論説委員, 记者, 特派员, 기자`,
)

/** Small words inside names. */
export const isParticle = bag(
  `de di da do dos das del della dello dei degli delle la le lo li el al bin bint ibn ben abu van von der den dem zu zur ten ter te y e i san santa st saint mc mac o af av of ul ud ur du des d l`,
)

/** Towns of two words, where correspondents sit; towns of one word are told from names by having one. */
export const isPlace = bag(
  `new york city washington dc d c los angeles san francisco hong kong tel aviv buenos aires rio de janeiro sao paulo new delhi kuala lumpur mexico ciudad cape town st petersburg addis abeba ababa santa cruz sankt petersburg frankfurt am main nueva nova iorque phnom penh san jose salvador juan cidade do el cairo abu dhabi`,
)

/** Words between two names. */
export const joiners = new Set(
  'and e ed y et und en och og i oraz and/or a ja ve και и та та و con avec mit with com met z con és és si și with & ו'.split(
    ' ',
  ),
)

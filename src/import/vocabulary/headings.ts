import { phrases } from './phrases.ts'

/** Headings over lists of other articles that belong to this one. */
export const relatedHeadings = phrases(
  `ler mais, leia mais, noticia relacionada, articulo relacionado`,
  `people are also reading, related to this story, lisez aussi, a lire egalement, більше за темою, ще за темою, дивіться також, articole similare, citeste si, pe acelasi subiect, kapcsolodo cikkek, kapcsolodo, berita terkait, artikel terkait, baca juga, tin lien quan, bai viet lien quan, tin cung chuyen muc, संबंधित खबरें, संबंधित समाचार, ये भी पढ़ें, مطالب مرتبط, اخبار مرتبط, souvisejici clanky, souvisejici, laes mere om, lue lisaa`,
  `you may also like, you might also like, you may also be interested, you might be interested, also of interest,
  related articles, related stories, related news, related posts, related content, related links, related coverage, related reading, related,
  more from, more on this, more on, more stories, more in, more like this, further reading, recommended, recommended for you, recommended stories, recommended reading,
  don t miss, what to read next, read next, up next, keep reading, see also, read also, also read, read more, editors picks, editor s picks, you may have missed, from our archive`,
  `potrebbe anche interessarti, potrebbe interessarti, potrebbero interessarti, potrebbero anche interessarti, ti potrebbe interessare, ti potrebbero interessare, potrebbe piacerti,
  articoli correlati, articoli collegati, notizie correlate, contenuti correlati, vedi anche, leggi anche, altri articoli, dello stesso autore, sullo stesso argomento, approfondimenti, correlati, consigliati`,
  `articles lies, articles similaires, articles connexes, sur le meme sujet, sur le meme theme, a lire aussi, lire aussi, a lire egalement, vous aimerez aussi, dans la meme rubrique, notre selection, ces articles pourraient vous interesser, cela pourrait vous interesser, a voir aussi, pour aller plus loin, nos recommandations, a decouvrir`,
  `das konnte sie auch interessieren, das konnte dich auch interessieren, auch interessant, ahnliche artikel, mehr zum thema, verwandte artikel, weitere artikel, weitere themen, weitere nachrichten, lesen sie auch, lesen sie mehr, passend dazu, zum thema, mehr aus, empfehlungen der redaktion`,
  `te puede interesar, tambien te puede interesar, le puede interesar, puede interesarte, te podria interesar, quizas te interese, quiza te interese, noticias relacionadas, articulos relacionados, contenido relacionado, relacionadas, relacionado, relacionados, mas noticias, mas informacion, lea tambien, lee tambien, leer tambien, ver tambien, mas en, mas sobre, recomendados, no te pierdas`,
  `artigos relacionados, noticias relacionadas, materias relacionadas, conteudo relacionado, voce tambien pode gostar, voce tambem pode gostar, voce pode gostar, tambem pode gostar, pode gostar, pode interessar, tambem pode interessar, leia tambem, veja tambem, leia mais, mais noticias, mais sobre, saiba mais, ler tambem`,
  `gerelateerd, gerelateerde artikelen, lees ook, lees verder, meer over, meer nieuws, misschien ook interessant, misschien vind je dit ook interessant, bekijk ook, aanbevolen, ook interessant`,
  `powiazane artykuly, powiazane, czytaj takze, czytaj tez, czytaj rowniez, przeczytaj takze, przeczytaj tez, zobacz takze, zobacz tez, zobacz rowniez, polecane, polecamy, podobne artykuly, podobne, moze cie zainteresowac, to moze cie zainteresowac, warto przeczytac`,
  `читайте также, читать также, читайте по теме, похожие материалы, похожие статьи, похожие новости, по теме, материалы по теме, новости по теме, вам может быть интересно, вам также может понравиться, вам будет интересно, рекомендуем, смотрите также, читайте еще, другие новости, еще по теме, читайте також, схожі новини, за темою`,
  `مواضيع ذات صلة, مواضيع متعلقة, مقالات ذات صلة, اخبار ذات صلة, أخبار متعلقة, اقرأ أيضا, إقرأ أيضا, اقرا ايضا, قد يعجبك أيضا, قد يهمك, قد يهمك أيضا, شاهد أيضا, المزيد من, المزيد حول, ربما يعجبك, مقترحات, ذات صلة`,
  `כתבות נוספות, כתבות קשורות, אולי יעניין אותך, אולי יעניין אתכם, אולי יעניין, עוד בנושא, עוד באותו נושא, קראו גם, ראו גם, קראו עוד, כתבות מומלצות, מומלצים, לקריאה נוספת`,
  `σχετικα αρθρα, σχετικες ειδησεις, σχετικα, διαβαστε επισης, διαβαστε ακομα, διαβαστε ακομη, δειτε επισης, δειτε ακομα, μπορει να σας ενδιαφερει, μπορει να σ ενδιαφερει, ισως σας ενδιαφερει, περισσοτερα`,
  `ilgili haberler, ilgili icerikler, ilgili yazilar, benzer haberler, benzer yazilar, bunlar da ilginizi cekebilir, ilginizi cekebilir, ilgini cekebilir, onerilen haberler, onerilenler, ayrica okuyun, bunu da okuyun, diger haberler`,
  `las ocksa, las aven, las mer, lasmer, relaterade artiklar, relaterat, relaterade, du kanske ocksa gillar, mer om, mer fran, andra laser, laes ogsa, læs også, les også, relaterede, relaterte, lue myos, aiheeseen liittyvat, souvisejici clanky, mohlo by vas zajimat, cititi si, citeste si, kapcsolodo cikkek, baca juga, berita terkait, artikel terkait, xem them, tin lien quan`,
  `関連記事, 関連ニュース, おすすめ記事, おすすめの記事, あわせて読みたい, 合わせて読みたい, こちらもおすすめ, こちらの記事も, 相关文章, 相关阅读, 相关新闻, 相关报道, 推荐阅读, 延伸阅读, 猜你喜欢, 相關新聞, 相關文章, 相關報導, 延伸閱讀, 推薦閱讀, 관련기사, 관련 기사, 추천 기사`,
)

/** Headings over lists that stand on every page of a site and say nothing about this article. */
export const popularHeadings = phrases(
  `berita terpopuler, terpopuler, xem nhieu, doc nhieu, tin moi nhat, लेटेस्ट न्यूज़, ताजा खबरें, सबसे ज्यादा पढ़ी गई, پربازدیدترین, آخرین اخبار, legolvasottabb, legfrissebb, cele mai citite, ultimele stiri, nejctenejsi, luetuimmat, uusimmat, mest laeste, mest lasta, gunun mansetleri`,
  `previous article, next article, previous post, next post, previous story, next story, articolo precedente, articolo successivo, prossimo articolo, article precedent, article suivant, vorheriger artikel, nachster artikel, vorheriger beitrag, nachster beitrag, articulo anterior, articulo siguiente, siguiente articulo, artigo anterior, proximo artigo, vorig artikel, volgend artikel, poprzedni artykul, nastepny artykul, предыдущая статья, следующая статья, предыдущая запись, следующая запись, المقال السابق, المقال التالي, προηγουμενο αρθρο, επομενο αρθρο, onceki haber, sonraki haber, foregaende artikel, nasta artikel, 前の記事, 次の記事, 上一篇, 下一篇,
  most read, most popular, most viewed, most commented, trending, trending now, popular, popular now, popular posts, popular stories, popular articles, latest news, latest stories, latest articles, latest, latest posts, recent posts, recent articles, recent news, top stories, top news, breaking news, today s top, live now, just in, headlines, in other news, more news, more top stories`,
  `piu letti, i piu letti, piu lette, le piu lette, articoli piu letti, ultime notizie, ultimi articoli, ultim ora, in evidenza, di tendenza, le notizie del giorno, primo piano, le ultime, gli ultimi articoli`,
  `les plus lus, plus lus, les plus lues, articles les plus lus, les plus consultes, les plus partages, dernieres actualites, dernieres nouvelles, derniers articles, les dernieres infos, a la une, en ce moment, en direct, tendances, actualites`,
  `meistgelesen, meistgelesene artikel, am meisten gelesen, meist gelesen, die meistgelesenen, neueste artikel, neueste nachrichten, aktuelle nachrichten, aktuelles, beliebt, beliebte artikel, schlagzeilen, top themen, topmeldungen, newsticker, das neueste`,
  `lo mas leido, mas leidas, las mas leidas, mas leidos, mas vistas, lo mas visto, lo ultimo, ultimas noticias, ultimos articulos, ultima hora, tendencias, destacados, destacadas, mais lidas, as mais lidas, mais lidos, mais vistas, ultimas, ultimas noticias, destaques, em destaque, em alta`,
  `meest gelezen, populair, laatste nieuws, net binnen, het laatste nieuws, trending, najczesciej czytane, najpopularniejsze, najnowsze, ostatnie wiadomosci, popularne, najchetniej czytane, самое читаемое, самое популярное, популярное, последние новости, главные новости, лента новостей, новости дня, сейчас читают, главное, найпопулярніше, останні новини`,
  `الأكثر قراءة, الاكثر قراءة, الأكثر مشاهدة, الأكثر تداولا, آخر الأخبار, أحدث الأخبار, أهم الأخبار, الأكثر شيوعا, הנקראות ביותר, הכי נקראות, הנצפים ביותר, חדשות אחרונות, מבזקים, δημοφιλη, τα πιο δημοφιλη, δημοφιλεστερα, τελευταια νεα, τελευταιες ειδησεις, ροη ειδησεων, en cok okunan*, son dakika, son haberler, gundem, mest last*, mest lasta, senaste nytt, senaste, mest laest, mest lest, siste nytt, luetuimmat, nejctenejsi`,
  `ランキング, アクセスランキング, 人気記事, 人気, 最新ニュース, 最新記事, 新着記事, 热门, 热门文章, 热门新闻, 最新新闻, 热点, 排行榜, 熱門新聞, 많이 본 뉴스, 최신 기사, 인기 기사`,
)

/** Headings over readers' comments: nothing below them is the publisher's. */
export const commentHeadings = phrases(
  `αφηστε ενα σχολιο, lasa un raspuns, lasa un comentariu, reader interactions, diskuze, prispevky v diskuzi, hozzaszolasok, kommentit, binh luan, y kien ban doc, tulis komentar, टिप्पणियां, نظر شما, نظرات`,
  `comments, comment, leave a comment, leave a reply, post a comment, add a comment, join the discussion, join the conversation, view comments, show comments, reader comments, your comments, responses, what do you think, conversation`,
  `commenti, commento, lascia un commento, lascia una risposta, commenta, scrivi un commento, commentaires, commentaire, laisser un commentaire, vos commentaires, reagir, kommentare, kommentar, kommentar schreiben, leserkommentare, diskutieren sie mit, schreibe einen kommentar, schreiben sie einen kommentar`,
  `comentarios, comentario, deja un comentario, deja una respuesta, deja tu comentario, comentar, deixe um comentario, deixe seu comentario, deixe uma resposta, comente, reacties, reactie, reageer, geef een reactie, plaats een reactie, komentarze, komentarz, dodaj komentarz, skomentuj`,
  `комментарии, комментариев, комментарий, комментария, оставить комментарий, добавить комментарий, обсуждение, коментарі, تعليقات, التعليقات, تعليق, اترك تعليقا, اكتب تعليقا, أضف تعليق, תגובות, תגובה, הוסף תגובה, כתוב תגובה, הוספת תגובה, σχολια, σχολιο, αφηστε σχολιο, αφηστε μια απαντηση, προσθεστε σχολιο, yorumlar, yorum, yorum yap, yorum yaz, yorum ekle, kommentarer, skriv en kommentar, lamna en kommentar, kommentera, kommentit, komentare, komentari, kommentarer`,
  `コメント, コメントを残す, コメントする, 评论, 发表评论, 网友评论, 評論, 留言, 댓글`,
)

/** Headings over a box about the writer. */
export const authorHeadings = phrases(
  `about the author, about the authors, about author, about the writer, author, meet the author, written by, l autore, sull autore, informazioni sull autore, gli autori, a propos de l auteur, l auteur, uber den autor, uber die autorin, zum autor, zur autorin, zur person, sobre el autor, sobre la autora, acerca del autor, sobre o autor, sobre a autora, over de auteur, o autorze, o autorce, об авторе, عن الكاتب, נبذة عن الكاتب, על הכותב, על הכותבת, σχετικα με τον συντακτη, yazar hakkinda, om forfattaren, om skribenten, 著者紹介, 著者プロフィール, 筆者プロフィール, 作者简介, 关于作者`,
)

/** Labels before a list of keywords. */
export const tagLabels = phrases(
  `stitky, etichete, cimkek, avainsanat, aiheet, برچسب ها, tu khoa, filed under, temalar, टैग, tag terkait, emner, amnen du kan folja`,
  `explore more on these topics, more on these topics, explore topics, tags, tag, topics, related topics, topics in this article, keywords, key words, filed under, tagged, tagged with, more on these topics, temi, argomenti, parole chiave, etichette, etiquetas, temas, palabras clave, archivado en, temas relacionados, mots cles, mot cle, themes, sujets, thematiques, schlagworte, schlagworter, themen, stichworte, stichworter, topicos, assuntos, palavras chave, temas deste artigo, mais sobre estes temas, marcadores, trefwoorden, onderwerpen, meer over deze onderwerpen, tagi, slowa kluczowe, tematy, теги, тэги, метки, темы, ключевые слова, теги статьи, мітки, وسوم, الوسوم, كلمات مفتاحية, كلمات دلالية, الكلمات المفتاحية, מילות מפתח, תגיות, תגים, נושאים, ετικετες, λεξεις κλειδια, etiketler, etiket, anahtar kelimeler, amnen, amnesord, nyckelord, taggar, emneord, emner, avainsanat, stitky, etichete, cimkek`,
  `タグ, キーワード, 标签, 关键词, 關鍵字, 標籤, 태그`,
)

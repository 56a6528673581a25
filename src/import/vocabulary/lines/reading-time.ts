import { phrases } from '../phrases.ts'

/** Lines that say how long reading takes. */
export const readingTime = phrases({
  en: [
    'min read, mins read, minute read, minutes read, minutes to read, reading time, read time',
    'estimated reading time',
  ],
  it: [
    'min di lettura, minuti di lettura, minuto di lettura, minuti per la lettura, tempo di lettura',
    'tempo lettura, lettura',
  ],
  fr: ['min de lecture, minutes de lecture, minute de lecture, temps de lecture, lecture'],
  de: ['min lesezeit, minuten lesezeit, lesezeit, lesedauer, min lesedauer'],
  es: ['min de lectura, minutos de lectura, tiempo de lectura, lectura de'],
  pt: ['min de leitura, minutos de leitura, tempo de leitura, leitura'],
  nl: ['min leestijd, minuten leestijd, leestijd'],
  pl: ['min czytania, czas czytania'],
  cs: ['minut cteni'],
  ru: ['min чтения, минут чтения, минуты чтения, время чтения, время на чтение'],
  uk: ['хв читання'],
  el: ['λεπτα αναγνωσης, χρονος αναγνωσης'],
  tr: ['dk okuma, dakika okuma, okuma suresi, dakikalik okuma'],
  sv: ['min lasning, lastid, min lasetid'],
  da: ['laestid'],
  no: ['lesetid'],
  fi: ['min lukuaika'],
  ar: ['دقائق قراءة, دقيقة قراءة, دقيقة للقراءة, دقائق للقراءة, مدة القراءة, وقت القراءة'],
  he: ['דקות קריאה, זמן קריאה, דק קריאה'],
  ja: ['分で読めます, この記事は約, 読了時間'],
  zh: ['阅读时间, 分钟阅读, 分鐘閱讀'],
})

/**
 * A date as feeds write it, as an RFC 3339 instant in UTC with whole seconds, or an ISO date where no time is given.
 * Null where it is unclear: a wrong date is worse than none. Accepts RFC 822 and its variants (two-digit years, no
 * seconds, named zones, wrong or foreign weekday, months in a dozen languages) and ISO 8601. A time without a zone is
 * read as UTC. Of dates in figures alone, those that can be read one way only.
 */
export function feedDate(written: string | null | undefined): string | null {
  const text = written?.trim().replace(/[\u00a0\u202f\s]+/g, ' ') ?? ''
  if (text === '' || text.length > 80) return null
  const date =
    isoDate(text) ?? rfc822Date(text) ?? asctimeDate(text) ?? numericDate(text) ?? unixTime(text) ?? eastAsianDate(text)
  // The first second of 1970 is what a program writes that had no date.
  return date?.startsWith('1970-01-01') && /^1970-01-01(T00:00:00Z)?$/.test(date) ? null : date
}

/** Whether a date as written has a time but no zone, so that `feedDate` had to take it for UTC. */
export function lacksZone(written: string | null | undefined): boolean {
  return /\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s*$/.test(written?.trim() ?? '') && !/[+-−]\d{1,2}:\d\d\s*$/.test(written ?? '')
}

/** Minutes east of UTC of a zone as written (`+0200`, `GMT+2`, `PDT`, `Z`); null for one that is unknown or ambiguous. */
export function zoneOffset(written: string): number | null {
  const zone = written
    .trim()
    .toUpperCase()
    .replace(/^\((.*)\)$/, '$1')
    .replace(/^Z ?(?=[+-]00:?00$)/, '')
  if (zone === '') return 0
  const numeric = /^(?:GMT|UTC|UT)? ?([+-−])(\d{1,2}):?(\d{2})?(?: ?\(.*\))?$/.exec(zone)
  if (numeric !== null) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0)
    return minutes > 14 * 60 || Number(numeric[3] ?? 0) > 59 ? null : numeric[1] === '+' ? minutes : -minutes
  }
  return zones[zone.replace(/ \(.*\)$/, '')] ?? null
}

function isoDate(text: string): string | null {
  const match =
    /^([12]\d{3})-(\d{1,2})-(\d{1,2})(?:(?:[T ]| T)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)? ?(.*))?$/i.exec(text) ??
    /^([12]\d{3})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(.*))?$/i.exec(text) ??
    /^([12]\d{3})\/(\d{1,2})\/(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))? ?(.*))?$/i.exec(text)
  if (match === null) return null
  const [, year, month, day, hour, minute, second, zone] = match
  return instant(Number(year), Number(month), Number(day), hour, minute, second, zone)
}

function rfc822Date(text: string): string | null {
  // "Wed, 02 Oct 2002 08:00:00 EST", "2 oct. 02 8:00", "Oct 2, 2002 8:00 PM GMT"; "mar. 3 mars" begins with a weekday
  const clean = text.replace(/^\p{L}[\p{L}\p{M}'’-]*[,.]* ?(?=\d)/u, '')
  const dayFirst =
    /^(\d{1,2})(?:st|nd|rd|th|\.|º)?[ -](?:de )?(\p{L}[\p{L}\p{M}]*)\.?,?[ -](?:de )?(\d{4}|\d{2})(?:,? (?:at |a las |um )?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?(.*))?$/iu.exec(
      clean,
    )
  const monthFirst =
    /^(\p{L}[\p{L}\p{M}]*)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:,? (?:at )?(\d{1,2}):(\d{2})(?::(\d{2}))?(.*))?$/iu.exec(
      text.replace(/^\p{L}+[,.]* (?=\p{L})/u, ''),
    )
  const match = dayFirst ?? monthFirst
  if (match === null) return null
  const [, first, second, year, hour, minute, seconds, rest] = match
  const month = monthOf((dayFirst === null ? first : second) ?? '')
  if (month === null || year === undefined) return null
  const half = /^ ?([ap])\.?m\.?(?= |$)/i.exec(rest ?? '')
  const hours =
    half === null || hour === undefined ? hour : String((Number(hour) % 12) + (/p/i.test(half[1] ?? '') ? 12 : 0))
  const zone = half === null ? rest : rest?.slice(half[0].length)
  return instant(fullYear(year), month, Number(dayFirst === null ? second : first), hours, minute, seconds, zone)
}

function asctimeDate(text: string): string | null {
  // "Wed Oct  2 08:00:00 EST 2002", as `date` and old scripts print it
  const match =
    /^\p{L}{2,4} (\p{L}+) (\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))? ?([A-Z]{1,5}|[+-]\d{4}|GMT[+-]\d{4})? ?(\d{4})(?: .*)?$/u.exec(
      text,
    )
  const month = monthOf(match?.[1] ?? '')
  if (match === null || month === null) return null
  const [, , day, hour, minute, second, zone, year] = match
  return instant(Number(year), month, Number(day), hour, minute, second, zone)
}

/** "31/03/2025 10:00", "3/31/2025", "03.04.2025": day and month as far as the figures or the dots tell them apart. */
function numericDate(text: string): string | null {
  const match =
    /^(?:\p{L}+[.,]* )?(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:,?[ T-]+(\d{1,2})[:.](\d{2})(?::(\d{2}))?(.*))?$/u.exec(
      text,
    )
  if (match === null) return null
  const [, a, separator, b, year, hour, minute, second, rest] = match
  const [first, other] = [Number(a), Number(b)]
  // 3/4 is the 3rd of April or the 4th of March; dots are written where the day comes first.
  if (separator !== '.' && first <= 12 && other <= 12 && first !== other) return null
  const isMonthFirst = separator !== '.' && other > 12
  const half = /^ ?([ap])\.?m\.?(?= |$)/i.exec(rest ?? '')
  const hours =
    half === null || hour === undefined ? hour : String((Number(hour) % 12) + (/p/i.test(half[1] ?? '') ? 12 : 0))
  const zone = half === null ? rest : rest?.slice(half[0].length)
  return instant(Number(year), isMonthFirst ? first : other, isMonthFirst ? other : first, hours, minute, second, zone)
}

/** Seconds or milliseconds since 1970, of this century. */
function unixTime(text: string): string | null {
  if (!/^[1-3]\d{9}(?:\d{3})?$/.test(text)) return null
  return `${new Date(Number(text) * (text.length === 10 ? 1000 : 1)).toISOString().slice(0, 19)}Z`
}

/** "2025年3月31日 10:00", "2025년 3월 31일". */
function eastAsianDate(text: string): string | null {
  const match =
    /^(\d{4})[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日일](?:\s?[(（]\p{L}+[)）])?(?: ?(\d{1,2})[:時时](\d{2})分?(?::(\d{2}))?(.*))?$/u.exec(
      text,
    )
  if (match === null) return null
  const [, year, month, day, hour, minute, second, zone] = match
  return instant(Number(year), Number(month), Number(day), hour, minute, second, zone)
}

function instant(
  year: number,
  month: number,
  day: number,
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  zone: string | undefined,
): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  // Neither a year before the web's time nor the 31st of February came from a clock.
  if (year < 1600 || year > 2199 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  if (hour === undefined || minute === undefined) return date.toISOString().slice(0, 10)
  const offset = zoneOffset(zone ?? '')
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Math.min(Number(second ?? 0), 59)]
  if (offset === null || hours > 24 || minutes > 59 || (hours === 24 && minutes + seconds > 0)) return null
  date.setUTCHours(hours, minutes - offset, seconds)
  return `${date.toISOString().slice(0, 19)}Z`
}

/** Two-digit years as RFC 2822 reads them. */
function fullYear(written: string): number {
  const year = Number(written)
  if (written.length === 4) return year
  return year < 50 ? 2000 + year : 1900 + year
}

/** 1 to 12 for the name of a month, short or whole, in one of the languages of `months`; null for another word. */
export function monthOf(name: string): number | null {
  const key = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '')
  return monthNumbers.get(key) ?? null
}

const months: readonly string[] = [
  'jan january januar janvier janv enero ene gennaio gen januari janeiro januaru jänner janner styczen stycznia sty ianuarie ian ocak oca leden ledna január tammikuu январь января янв január',
  'feb february februar fevrier fevr fev febrero febbraio februari fevereiro luty lutego lut februarie şubat sub unor unora helmikuu февраль февраля фев',
  'mar march marz mars marzo mrz mär maart mrt marco marzec marca martie mart brezen brezna maaliskuu март марта мар',
  'apr april avril avr abril abr aprile kwiecien kwietnia kwi aprilie nisan nis duben dubna huhtikuu апрель апреля апр',
  'may mai mayo maggio mag mei maio maj maja mayıs mayis kveten kvetna toukokuu май мая',
  'jun june juni juin junio giugno giu junho czerwiec czerwca cze iunie iun haziran haz cerven cervna kesakuu июнь июня июн',
  'jul july juli juillet juil julio luglio lug julho lipiec lipca lip iulie iul temmuz tem cervenec cervence heinakuu июль июля июл',
  'aug august aout agosto ago augustus augusti sierpien sierpnia sie agustos ağustos srpen srpna elokuu август августа авг',
  'sep sept september septembre septiembre settembre set setembro wrzesien wrzesnia wrz septembrie eylul eyl zari syyskuu сентябрь сентября сен сент',
  'oct october okt oktober octobre octubre ottobre ott outubro out oktober pazdziernik pazdziernika paz octombrie ekim eki rijen rijna lokakuu октябрь октября окт',
  'nov november novembre noviembre novembro listopad listopada lis noiembrie kasım kasim kas marraskuu ноябрь ноября ноя нояб',
  'dec december dez dezember decembre diciembre dic dicembre desember des dezembro grudzien grudnia gru decembrie aralık aralik ara prosinec prosince joulukuu декабрь декабря дек',
]

const monthNumbers: ReadonlyMap<string, number> = new Map(
  months.flatMap((names, index) =>
    names
      .split(' ')
      .map((name): [string, number] => [name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase(), index + 1]),
  ),
)

// Abbreviations that mean one offset wherever news is written; IST, BST as Bangladesh and CST as China are other places'.
const zones: Readonly<Record<string, number>> = {
  Z: 0,
  UT: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 60,
  BST: 60,
  CET: 60,
  MEZ: 60,
  MET: 60,
  CEST: 120,
  MESZ: 120,
  MEST: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  TRT: 180,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
  AST: -240,
  ADT: -180,
  NST: -210,
  NDT: -150,
  JST: 540,
  KST: 540,
  HKT: 480,
  SGT: 480,
  AEST: 600,
  AEDT: 660,
  ACST: 570,
  ACDT: 630,
  AWST: 480,
  NZST: 720,
  NZDT: 780,
  SAST: 120,
  BRT: -180,
  ART: -180,
  WIB: 420,
  PHT: 480,
  PKT: 300,
}

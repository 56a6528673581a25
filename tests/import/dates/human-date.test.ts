import { describe, expect, it } from 'vitest'
import { findDate } from '../../../src/import/dates/human-date.ts'

const languages =
  'ar bg ca cs da de el en-GB en-US es et fa fi fr he hi hr hu id is it ja ko lt lv mr ms nb nl pl pt ro ru sk sl sq sr sv sw ta th tr uk ur vi zh'

describe('dates as people write them', () => {
  it.each(languages.split(' '))('in %s, as its press writes them', (language) => {
    const days = ['2025-03-04', '2024-09-15', '2023-05-01']
    const styles = [{ dateStyle: 'full' }, { dateStyle: 'long' }, { dateStyle: 'medium' }] as const
    for (const day of days) {
      for (const style of styles) {
        const format = new Intl.DateTimeFormat(language, { ...style, calendar: 'gregory', timeZone: 'UTC' })
        const written = format.format(new Date(day))
        expect(findDate(written, language)?.day, written).toBe(day)
      }
    }
  })

  it.each([
    ['Publié le 4 mars 2025 à 18h30', 'fr', '2025-03-04T18:30:00Z'],
    ['Tuesday, March 4th, 2025 at 6:05 p.m. GMT', 'en', '2025-03-04T18:05:00Z'],
    ['4 March 2025, 12:10 AM', 'en', '2025-03-04T00:10:00Z'],
    ['4 March 2025 10:30 EST', 'en', '2025-03-04T15:30:00Z'],
    ['4. März 2025, 08:00–10:00 Uhr', 'de', '2025-03-04T08:00:00Z'],
    ['16:42, 14 Mar 2024', 'en', '2024-03-14T16:42:00Z'],
    ['2025-03-04 18:30:05', 'zh', '2025-03-04T18:30:05Z'],
    ['2025년 3월 4일 오후 6:05', 'ko', '2025-03-04T18:05:00Z'],
    ['4 มีนาคม พ.ศ. 2568', 'th', '2025-03-04T00:00:00Z'],
    ['ngày 4 tháng 3 năm 2025', 'vi', '2025-03-04T00:00:00Z'],
    ['१५ सितंबर २०२४', 'hi', '2024-09-15T00:00:00Z'],
    ['5. listopada 2024.', 'hr', '2024-10-05T00:00:00Z'],
    ['5 listopada 2024', 'pl', '2024-11-05T00:00:00Z'],
    ['3 de enero de 2024', 'und', '2024-01-03T00:00:00Z'],
    ['12 sett. 2024', 'it', '2024-09-12T00:00:00Z'],
    ['04.03.25', 'de', '2025-03-04T00:00:00Z'],
    ['12/31/2024', 'es', '2024-12-31T00:00:00Z'],
    ['03/04/2025', 'en-US', '2025-03-04T00:00:00Z'],
    ['03/04/2025', 'en-GB', '2025-04-03T00:00:00Z'],
    ['12 May 1865', 'en', '1865-05-12T00:00:00Z'],
  ])('%s in %s is %s', (written, language, instant) => {
    expect(findDate(written, language)?.instant).toBe(instant)
  })

  it.each([
    ['03/04/2025', 'en'],
    ['5 listopada 2024', 'und'],
    ['24. 9. 15.', 'ko'],
    ['31 February 2025', 'en'],
    ['March 2025', 'en'],
    ['v1.2.24', 'de'],
    ['20 people in 2024', 'en'],
    ['5 March 2550', 'en'],
  ])('%s in %s is none', (written, language) => {
    expect(findDate(written, language)).toBeNull()
  })

  it('what is written of it begins with its weekday and ends with its zone', () => {
    const found = findDate('By Jane Roe, on Tuesday, 4 March 2025 at 10:30 GMT | News', 'en')
    expect(found).toMatchObject({
      text: 'on Tuesday, 4 March 2025 at 10:30 GMT',
      index: 13,
      hasTime: true,
      hasZone: true,
    })
  })
})

describe('dates of other calendars', () => {
  it('are those that the calendar of the platform has, day by day through leap years', () => {
    const format = new Intl.DateTimeFormat('fa', { calendar: 'persian', dateStyle: 'long', timeZone: 'UTC' })
    for (let at = Date.UTC(1995, 0, 1); at < Date.UTC(2045, 0, 1); at += 11 * 86_400_000) {
      const day = new Date(at)
      expect(findDate(format.format(day), 'fa')?.day, format.format(day)).toBe(day.toISOString().slice(0, 10))
    }
  })

  it.each([
    ['平成31年4月30日', 'ja', '2019-04-30'],
    ['令和元年5月1日', 'ja', '2019-05-01'],
    ['昭和64年1月7日', 'ja', '1989-01-07'],
    ['民國113年5月17日', 'zh', '2024-05-17'],
    ['۱۴۰۳/۰۲/۲۸', 'und', '2024-05-17'],
    ['۲۰۲۴/۰۵/۱۷', 'fa', '2024-05-17'],
  ])('%s', (text, language, day) => {
    expect(findDate(text, language)?.day).toBe(day)
  })

  it('of no such month are none', () => {
    expect(findDate('۱۴۰۳/۱۳/۲۸', 'fa')).toBeNull()
    expect(findDate('1403/02/28', 'en')).toBeNull()
  })
})
